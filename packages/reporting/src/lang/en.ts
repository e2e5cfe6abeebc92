import type { ReportTexts } from './texts.js'

/** The monthly report's texts in English. */
export const en: ReportTexts = {
  title: 'Monthly report',
  programme: 'Programme',
  month: 'Month',
  total: 'Total',
  none: 'None.',
  headings: { figure: 'Figure', count: 'Number', value: 'Value', rate: 'Rate' },
  attendance: { attended: 'Came (present and late)', marks: 'All attendance marks' },
  csv: { section: 'Section', code: 'Code', figure: 'Figure', value: 'Value', report: 'Report' },
  sections: {
    sessions: { title: 'Training sessions', figures: { planned: 'Planned', held: 'Held' } },
    participants: {
      title: 'Participants',
      figures: {
        new: 'Newly enrolled',
        ended: 'Ended',
        enrolledAtEnd: 'Enrolled at the end of the month',
        pausedAtEnd: 'Paused at the end of the month',
        seen: 'Seen in the attendance register',
      },
    },
    attendance: {
      title: 'Attendance',
      figures: { present: 'Present', late: 'Late', excused: 'Excused', sick: 'Sick', absent: 'Absent' },
    },
    production: {
      title: 'Items made',
      figures: { sku: 'Product', a: 'Grade A', b: 'Grade B', reject: 'Rejected' },
    },
    orders: {
      title: 'Orders and money',
      figures: {
        placed: 'Orders placed',
        placedValue: 'Value of orders placed',
        deliveredValue: 'Value delivered',
        invoiced: 'Invoiced',
        paid: 'Received',
      },
    },
    stock: {
      title: 'Stock at the end of the month',
      figures: { sku: 'Product', onHand: 'On hand', reserved: 'Reserved', backordered: 'Backordered' },
    },
    proceeds: {
      title: 'Proceeds shared',
      figures: {
        shared: 'Shared out',
        makers: 'Makers',
        materialsFund: 'Materials fund',
        programmeFund: 'Programme fund',
      },
    },
    earnings: {
      title: "Makers' earnings",
      figures: { participant: 'Participant', credited: 'Credited', paid: 'Paid out', dueAtEnd: 'Still due' },
    },
    agencies: {
      title: 'Agencies that ordered',
      figures: { code: 'Agency', orders: 'Orders', value: 'Value' },
    },
  },
}
