/**
 * In which role somebody acts. `registrar` keeps the registers, and is the role in which an import acts; `safeguarding`
 * takes care of incidents, `dataProtection` of the record of personal data; `policy` is Perca's own.
 */
export const ROLES = [
  'coordinator',
  'registrar',
  'assessor',
  'facilitator',
  'storekeeper',
  'treasurer',
  'surveyor',
  'safeguarding',
  'dataProtection',
  'policy',
] as const
/** One of the roles. */
export type Role = (typeof ROLES)[number]
