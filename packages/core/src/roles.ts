/**
 * In which role somebody acts. `registrar` keeps the registers, and is the role in which an import acts; `policy` is
 * Perca's own.
 */
export const ROLES = [
  'coordinator',
  'registrar',
  'assessor',
  'facilitator',
  'storekeeper',
  'treasurer',
  'policy',
] as const
/** One of the roles. */
export type Role = (typeof ROLES)[number]
