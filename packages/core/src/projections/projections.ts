import { receipts } from '../account/receipts.js'
import { sharings } from '../order/sharings.js'
import { access } from './access.js'
import { attendance } from './attendance.js'
import { calendar } from './calendar.js'
import { communityRoles } from './community-roles.js'
import { disagreements } from './disagreements.js'
import { earnings } from './earnings.js'
import { endedEnrolments } from './ended-enrolments.js'
import { enrolments } from './enrolments.js'
import { findings } from './findings/findings.js'
import { foreseen } from './foreseen.js'
import { funds } from './funds.js'
import { hours } from './hours.js'
import { incidents } from './incidents.js'
import { journey } from './journey.js'
import { ledger } from './ledger.js'
import { openMatters } from './open-matters.js'
import { orderMonths } from './orders.js'
import { participants } from './participants.js'
import { privacyRegister } from './privacy-register.js'
import { promises } from './promises.js'
import { reviewsDue } from './reviews-due.js'
import { sessions } from './sessions.js'
import { skills } from './skills.js'
import { stockMonths } from './stock.js'
import { surveys } from './surveys.js'
import { waiting } from './waiting.js'

/** Every projection of the domain, by its name in code: hand any of them to `rows`, or several to `project`. */
export const projections = {
  access,
  attendance,
  calendar,
  communityRoles,
  disagreements,
  earnings,
  endedEnrolments,
  enrolments,
  findings,
  foreseen,
  funds,
  hours,
  incidents,
  journey,
  ledger,
  openMatters,
  orderMonths,
  participants,
  privacyRegister,
  promises,
  receipts,
  reviewsDue,
  sessions,
  sharings,
  skills,
  stockMonths,
  surveys,
  waiting,
}
