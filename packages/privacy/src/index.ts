export {
  type Access,
  type AccessEntry,
  type AccessLog,
  type AccessVerdict,
  entryHash,
  firstHash,
} from './access/access-log.js'
export { sqliteAccessLog } from './access/sqlite.js'
export { classesOf, type Looker, readerOf, witnessed } from './access/witnessed.js'
export { type Erased, type Erasing, endErasures, erase, type NobodyThere, replayErasures } from './erasure/erase.js'
export { fileJournal, type Intent, type Journal } from './erasure/journal.js'
export { type PlaceOfData, placesOf } from './erasure/places.js'
export { enterIdentities, type IdentitiesEntered, type SameIdentity } from './identity/entering.js'
export type { IdentityEntry, IdentityIndex } from './identity/identity-index.js'
export { keyBackupText, type NoKeyBackup, readKeyBackup } from './keys/backup-json.js'
export type {
  Destroyed,
  Destruction,
  KeptKeys,
  KeyBackup,
  KeyRecord,
  KeyState,
  KeyStore,
  Restored,
  Tombstone,
  Unknown,
  Usable,
  Withheld,
  WrappedKey,
} from './keys/key-store.js'
export { localMaster, type MasterKey } from './keys/master-key.js'
export {
  type MasterFromFile,
  masterFromEnvironment,
  masterFromFile,
  masterFromText,
  masterVariable,
  type NoMasterKey,
  newMasterText,
} from './keys/master-source.js'
export { memoryKeys } from './keys/memory.js'
export { noKeys } from './keys/no-keys.js'
export { erasedListOf } from './keys/sqlite/erased-list.js'
export { type SqliteKeys, type SqliteKeysOptions, sqliteKeys } from './keys/sqlite/store.js'
export type { KeyOwner, SubjectKey } from './keys/subject-key.js'
export type { WrongMaster } from './keys/wrong-master.js'
export type { Marking } from './sealing/marking.js'
export { type Mark, type MarkedEvents, type Marks, marksOf } from './sealing/marks.js'
export { ownerOf } from './sealing/owner.js'
export { percaMarks } from './sealing/perca-marks.js'
export type { SealedOptions } from './sealing/settings.js'
export { sealed } from './sealing/store.js'
export { subjectFhir } from './subject/fhir.js'
export { type SubjectLanguage, type SubjectWords, subjectHtml } from './subject/html.js'
export {
  type SubjectEvent,
  type SubjectRecord,
  type SubjectSources,
  subjectJson,
  subjectRecord,
} from './subject/record.js'
