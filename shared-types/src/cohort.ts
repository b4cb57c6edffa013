import { z } from 'zod'
import { deliveryModes } from './course'
import {
  day,
  id,
  instant,
  list,
  optional,
  optionalText,
  reference,
  text,
  timeOfDay,
  optionalFormat,
} from './fields'
import { TimeZoneSchema } from './time-zone'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

export const cohortStatuses = ['open', 'waitlist', 'full', 'cancelled'] as const
export type CohortStatus = (typeof cohortStatuses)[number]

/** A start date: one class of a course, when it meets (times in `timeZone`, an IANA name), and its seats. */
export const CohortSchema = z.object({
  id,
  code: text,
  course: reference,
  start: day,
  end: day,
  applyBy: optional(day),
  days: list(z.enum(weekdays)),
  startTime: optionalFormat(timeOfDay),
  endTime: optionalFormat(timeOfDay),
  timeZone: TimeZoneSchema,
  mode: z.enum(deliveryModes),
  location: optional(reference),
  seats: z.int().min(1),
  seatsTaken: z.int().min(0),
  status: z.enum(cohortStatuses),
  note: optionalText,
  updatedAt: instant,
})
export type Cohort = z.output<typeof CohortSchema>
