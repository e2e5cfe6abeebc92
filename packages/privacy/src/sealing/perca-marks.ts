import { aggregates } from '@perca/core'
import { type Marks, marksOf } from './marks.js'

/** What is sealed of the domain's own events. */
export const percaMarks: Marks = marksOf(aggregates)
