import type { Role } from '@perca/core'
import type { PlaceOfData } from '@perca/privacy'
import type { Doubt } from '@perca/registers'

/** Every rule under which a row of a register may be refused. */
export const rules = [
  'invalid-date',
  'invalid-number',
  'invalid-mark',
  'invalid-code',
  'unknown-participant',
  'unknown-product',
  'unknown-agency',
  'unknown-order',
  'duplicate-code',
  'duplicate-order',
  'duplicate-line',
  'duplicate-receipt',
  'holiday',
  'not-scheduled',
  'not-enrolled',
  'enrolment-ended',
  'assessment-missing',
  'assessment-unstable',
  'assessment-expired',
  'enrolment-paused',
  'not-paused',
  'already-recorded',
  'already-enrolled',
  'consent-missing',
  'over-delivery',
  'insufficient-stock',
  'over-payment',
  'over-payout',
  'order-closed',
  'proceeds-rule-missing',
  'month-closed',
  'programme-closed',
] as const
export type Rule = (typeof rules)[number]

/** What `perca` says to a person, in one language: a missing text does not compile. */
export interface CliTexts {
  readonly interrupted: string
  /** Another command writes into the store, and this one waits. */
  readonly waiting: string
  /** A master key was made, in this file. */
  readonly masterMade: (file: string) => string
  /** `--show-personal` without a role or a purpose. */
  readonly showNeeds: string
  readonly noStore: (store: string) => string
  readonly noProgramme: string
  readonly whichProgramme: (known: readonly string[]) => string
  readonly unknownProgramme: (asked: string, known: readonly string[]) => string
  readonly unknownParticipant: (code: string) => string
  readonly unknownType: (asked: string, near: readonly string[]) => string
  readonly monthMissing: string
  readonly reading: string
  readonly import: {
    readonly working: string
    readonly title: (programme: string) => string
    readonly register: string
    readonly rows: string
    readonly accepted: string
    readonly known: string
    readonly refused: string
    readonly total: string
    readonly events: (count: string) => string
    readonly nothingNew: string
    readonly noneRefused: string
    readonly refusedTitle: string
    readonly rule: string
    readonly count: string
    readonly advice: string
    /** Where the refused rows stand, and the call that imports them again. */
    readonly refusedTo: (folder: string, next: string) => string
    readonly ignored: (files: readonly string[]) => string
    readonly totalRow: (file: string, row: number) => string
    readonly doubts: {
      readonly [D in Doubt['doubt']]: (file: string, heading: string, rows: readonly number[]) => string
    }
    readonly unsettled: (policy: string, message: string) => string
  }
  /** What a rule means, and what to do about it. */
  readonly rules: { readonly [R in Rule]: string }
  readonly otherRule: string
  readonly event: {
    readonly position: string
    readonly day: string
    readonly recorded: string
    readonly stream: string
    readonly type: string
    readonly what: string
    readonly revision: string
    readonly actor: string
    readonly role: string
    readonly causedBy: string
    readonly data: string
  }
  /** In which role somebody acted. */
  readonly roles: { readonly [R in Role]: string }
  readonly history: (code: string, count: string) => string
  readonly noEvents: string
  readonly store: {
    readonly store: string
    readonly events: string
    readonly streams: string
    readonly head: string
    readonly schema: string
    readonly none: string
    /** Nothing was to be done. */
    readonly asItWas: string
    readonly migrated: (schema: string) => string
  }
  readonly subject: {
    readonly exported: (code: string, files: readonly string[]) => string
    readonly cannotWrite: (folder: string, reason: string) => string
    readonly erased: (code: string, classes: readonly string[]) => string
    readonly notSure: string
    readonly brokenChain: (number: number) => string
    readonly when: string
    readonly actor: string
    readonly role: string
    readonly purpose: string
    readonly class: string
    readonly place: string
    readonly event: string
    readonly field: string
    readonly state: string
    readonly states: { readonly [State in PlaceOfData['state']]: string }
    /** What Perca can't reach. */
    readonly byHand: string
  }
  readonly copy: {
    readonly comparing: string
    readonly copying: string
    readonly proving: string
    readonly title: string
    readonly events: string
    readonly streams: string
    readonly copied: string
    readonly alreadyThere: string
    readonly digest: string
    readonly equal: string
  }
  readonly reports: { readonly name: string; readonly tells: string; readonly monthly: string }
  readonly whatIf: {
    readonly nothing: string
    readonly working: string
    readonly title: (replayed: string, differences: string) => string
    readonly day: string
    readonly command: string
    readonly today: string
    readonly changed: string
    readonly more: (count: string) => string
    readonly notReplayed: (count: string) => string
    readonly unlike: (count: string) => string
    readonly unsent: (message: string) => string
  }
  readonly catalogue: {
    readonly event: string
    readonly version: string
    readonly field: string
    readonly type: string
    readonly marks: string
    readonly command: string
    readonly roles: string
    readonly optional: string
    readonly personal: string
    readonly health: string
  }
}
