/**
 * What the demo says between the commands' own output.
 *
 * @typedef {object} Texts
 * @property {string} title
 * @property {string} what
 * @property {(folder: string) => string} importing
 * @property {string} reporting
 * @property {(code: string) => string} telling
 * @property {(count: number) => string} more
 * @property {string} next
 * @property {readonly [report: string, history: string, mended: string]} commands What each of the next commands is for.
 * @property {(store: string) => string} kept
 * @property {(file: string) => string} sealed
 * @property {string} failed
 */

/** @type {Record<'id' | 'en', Texts>} */
export const texts = {
  id: {
    title: 'Perca: satu tahun program pelatihan, dari register dinas sampai laporan bulanan',
    what: 'Semua orang dalam contoh ini rekaan. Setiap baris register menjadi catatan yang tidak dapat diubah diam-diam.',
    importing: (folder) => `1. Register tahun 2020 dibaca dari ${folder}`,
    reporting: '2. Laporan bulan Agustus 2020, dihitung dari catatan itu',
    telling: (code) => `3. Riwayat satu peserta, ${code}, secara singkat (tanpa nama dan data pribadi)`,
    more: (count) => `... dan ${count} peristiwa lagi ...`,
    next: 'Silakan coba berikutnya, dari folder ini:',
    commands: [
      'laporan bulan lain',
      'riwayat lengkap seorang peserta',
      'impor lagi baris yang ditolak, setelah diperbaiki di folder itu',
    ],
    kept: (store) => `Catatan demo ini tersimpan di ${store}; setiap kali demo dijalankan, isinya dibuat baru.`,
    sealed: (file) =>
      `Nama, NIK dan temuan di dalamnya tersegel. Kunci induknya ada di ${file}; tanpa berkas itu semua selain nama tetap berjalan.`,
    failed: 'Demo berhenti di sini: baris di atas menyebutkan sebabnya.',
  },
  en: {
    title: "Perca: one year of a training programme, from the agency's registers to the monthly report",
    what: 'Everybody in this example is made up. Each row of a register becomes a record that nobody can change unseen.',
    importing: (folder) => `1. The registers of 2020 are read from ${folder}`,
    reporting: '2. The report of August 2020, worked out from those records',
    telling: (code) => `3. The history of one participant, ${code}, in short (without a name or any personal data)`,
    more: (count) => `... and ${count} more events ...`,
    next: 'Worth trying next, from this folder:',
    commands: [
      'the report of another month',
      'the whole history of a participant',
      'import the refused rows again, once they are mended in that folder',
    ],
    kept: (store) => `The records of this demo are kept in ${store}; each run of the demo makes them anew.`,
    sealed: (file) =>
      `Names, identity numbers and findings in them are sealed. The master key is in ${file}; without it everything but names works.`,
    failed: 'The demo stops here: the lines above say why.',
  },
}
