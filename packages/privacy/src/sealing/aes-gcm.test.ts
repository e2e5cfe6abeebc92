import { createSecretKey } from 'node:crypto'
import { expect, test } from 'vitest'
import { decrypt, encrypt } from './aes-gcm.js'

const hex = (text: string): Buffer => Buffer.from(text, 'hex')

/** Source: McGrew and Viega, "The Galois/Counter Mode of Operation (GCM)", submitted to NIST, appendix B, test cases 13-16. */
const cases = [
  {
    name: '13: nothing at all',
    key: '00'.repeat(32),
    iv: '00'.repeat(12),
    bound: '',
    plain: '',
    sealed: '530f8afbc74536b9a963b4f1c4cb738b',
  },
  {
    name: '14: one block of zeros',
    key: '00'.repeat(32),
    iv: '00'.repeat(12),
    bound: '',
    plain: '00'.repeat(16),
    sealed: 'cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919',
  },
  {
    name: '15: four blocks',
    key: 'feffe9928665731c6d6a8f9467308308'.repeat(2),
    iv: 'cafebabefacedbaddecaf888',
    bound: '',
    plain:
      'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255',
    sealed:
      '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015adb094dac5d93471bdec1a502270e3cc6c',
  },
  {
    name: '16: less than four blocks, bound to other data',
    key: 'feffe9928665731c6d6a8f9467308308'.repeat(2),
    iv: 'cafebabefacedbaddecaf888',
    bound: 'feedfacedeadbeeffeedfacedeadbeefabaddad2',
    plain:
      'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
    sealed:
      '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b',
  },
]

test.each(cases)('the published case $name comes out as published, both ways', ({ key, iv, bound, plain, sealed }) => {
  const secret = createSecretKey(hex(key))
  expect(encrypt(secret, hex(iv), hex(bound), hex(plain)).toString('hex')).toBe(sealed)
  expect(decrypt(secret, hex(iv), hex(bound), hex(sealed))?.toString('hex')).toBe(plain)
})

test('less than a tag is never opened', () => {
  const secret = createSecretKey(hex('00'.repeat(32)))
  for (let length = 0; length < 16; length += 1) {
    expect(decrypt(secret, hex('00'.repeat(12)), hex(''), Buffer.alloc(length))).toBe(null)
  }
})
