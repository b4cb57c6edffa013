import { z } from 'zod'
import {
  cents,
  day,
  flag,
  id,
  instant,
  list,
  optional,
  optionalText,
  reference,
  references,
  slug,
  text,
  webAddress,
  optionalFormat,
} from './fields'
import { RichTextSchema } from './rich-text'
import { SeoSchema } from './seo'

/** The six families of courses that the school teaches. */
export const courseFamilies = [
  'pharmacy',
  'phlebotomy',
  'billing',
  'cardiac',
  'clinical',
  'administrative',
] as const
export type CourseFamily = (typeof courseFamilies)[number]

/** Each course has one scrub color, the theme color of its pages. */
export const scrubColors = ['navy', 'wine', 'hunter', 'caribbean', 'eggplant', 'pewter'] as const
export type ScrubColor = (typeof scrubColors)[number]

export const deliveryModes = ['onsite', 'online', 'blended'] as const
export type DeliveryMode = (typeof deliveryModes)[number]

/** A figure with its source. The site does not show it after the day `verifyBy`. */
export const CitedFactSchema = z.object({
  label: text,
  value: text,
  source: text,
  url: webAddress,
  asOf: day,
  verifyBy: day,
})
export type CitedFact = z.output<typeof CitedFactSchema>

/** A part of a course. `classHours`, `labHours` and `siteHours` are hours; `weeks` is a text such as `1 to 4`. */
export const CourseModuleSchema = z.object({
  title: text,
  weeks: optionalText,
  topics: optionalText,
  classHours: optional(z.number().min(0)).transform((hours) => hours ?? 0),
  labHours: optional(z.number().min(0)).transform((hours) => hours ?? 0),
  siteHours: optional(z.number().min(0)).transform((hours) => hours ?? 0),
})
export type CourseModule = z.output<typeof CourseModuleSchema>

/** One line of what a student pays. `included`: the tuition covers it, so it adds nothing to the total. */
export const CourseCostSchema = z.object({
  label: text,
  cents,
  paidTo: z.enum(['school', 'third-party']),
  payee: optionalText,
  included: flag,
  refundable: flag,
})
export type CourseCost = z.output<typeof CourseCostSchema>

/** A course. Its next start is not stored: it is a query over cohorts. Money in cents. `occupationCode`: an SOC code of the BLS. */
export const CourseSchema = z.object({
  id,
  title: text,
  slug,
  code: z.string().regex(/^[A-Z]{2,5}$/, 'a code like PHL'),
  family: z.enum(courseFamilies),
  scrubColor: z.enum(scrubColors),
  position: z.int().min(0),
  summary: text,
  picture: optional(reference),
  audience: text,
  hardPart: optionalText,
  overview: optional(RichTextSchema),
  outcomes: list(z.object({ text })),
  durationWeeks: z.int().min(1),
  hoursPerWeek: z.number().positive(),
  clockHours: z.int().min(1),
  hoursNote: optionalText,
  delivery: z.enum(deliveryModes),
  modules: list(CourseModuleSchema),
  prerequisites: z.object({
    minimumAge: optional(z.int().min(14)),
    education: optionalText,
    others: list(z.object({ text })),
  }),
  certifications: references,
  externship: optional(reference),
  costs: list(CourseCostSchema),
  paymentPlan: z.object({
    deposit: optional(cents),
    installments: optional(z.int().min(1)),
    installment: optional(cents),
    fee: optional(cents),
    note: optionalText,
  }),
  refundPolicy: optionalText,
  occupationCode: optionalFormat(z.string().regex(/^\d{2}-\d{4}$/, 'an occupation code like 31-9097')),
  careerFacts: list(CitedFactSchema),
  approvals: list(
    z.object({
      body: text,
      status: z.enum(['none', 'applied', 'approved']),
      reference: optionalText,
      expires: optional(day),
    }),
  ),
  stateNotes: list(z.object({ state: z.string().regex(/^[A-Z]{2}$/, 'a state like VA'), note: text })),
  faqs: references,
  meta: SeoSchema,
  updatedAt: instant,
})
export type Course = z.output<typeof CourseSchema>
