import { z } from 'zod'
import {
  day,
  flag,
  instant,
  list,
  optional,
  optionalText,
  reference,
  references,
  text,
  timeOfDay,
  webAddress,
  optionalFormat,
} from './fields'
import { LinkSchema, OptionalLinkSchema } from './link'
import { SeoSchema } from './seo'
import { TimeZoneSchema } from './time-zone'

/** The school's name, address, phone (E.164), hours and time zone (an IANA name). */
export const SiteSettingsSchema = z.object({
  schoolName: text,
  shortName: text,
  tagline: text,
  description: text,
  phone: z.string().regex(/^\+1\d{10}$/, 'a telephone number like +18045550142'),
  email: z.email(),
  hours: text,
  address: z.object({ street: text, city: text, state: text, zip: text }),
  timeZone: TimeZoneSchema,
  lmsUrl: optionalFormat(webAddress),
  social: list(z.object({ label: text, url: webAddress })),
  defaultImage: optional(reference),
  sampleNotice: optionalText,
  updatedAt: optional(instant),
})
export type SiteSettings = z.output<typeof SiteSettingsSchema>

export const HeaderSchema = z.object({
  links: list(z.object({ link: LinkSchema })),
  updatedAt: optional(instant),
})
export type Header = z.output<typeof HeaderSchema>

export const FooterSchema = z.object({
  columns: list(z.object({ heading: text, links: list(z.object({ link: LinkSchema })) })),
  smallPrint: optionalText,
  updatedAt: optional(instant),
})
export type Footer = z.output<typeof FooterSchema>

/** Shown above the header on the days from `from` to `until`, both included, in the school's time zone. */
export const AnnouncementSchema = z.object({
  enabled: flag,
  message: optionalText,
  link: OptionalLinkSchema,
  from: optional(day),
  until: optional(day),
  updatedAt: optional(instant),
})
export type Announcement = z.output<typeof AnnouncementSchema>

export const HomeSchema = z.object({
  headline: text,
  intro: text,
  dayInClass: z.object({
    heading: optionalText,
    intro: optionalText,
    course: optional(reference),
    picture: optional(reference),
    entries: list(z.object({ time: timeOfDay, text, log: optionalText })),
  }),
  costs: z.object({ heading: optionalText, intro: optionalText, note: optionalText }),
  beforeYouEnroll: z.object({
    heading: optionalText,
    intro: optionalText,
    items: list(z.object({ title: text, text })),
  }),
  externships: z.object({ heading: optionalText, intro: optionalText, note: optionalText }),
  testimonial: optional(reference),
  posts: references,
  meta: SeoSchema,
  updatedAt: optional(instant),
})
export type Home = z.output<typeof HomeSchema>

/** Sentences that a law or an agreement prescribes. The site leaves out an empty one. */
export const DisclosuresSchema = z.object({
  stateCertification: optionalText,
  employment: optionalText,
  externships: optionalText,
  certification: optionalText,
  others: list(z.object({ heading: text, text })),
  updatedAt: optional(instant),
})
export type Disclosures = z.output<typeof DisclosuresSchema>
