import { CategorySchema } from './category'
import { CertificationSchema } from './certification'
import { ClaimsSchema } from './claims'
import { CohortSchema } from './cohort'
import { CourseSchema } from './course'
import { ExternshipSchema } from './externship'
import { FaqSchema } from './faq'
import {
  AnnouncementSchema,
  DisclosuresSchema,
  FooterSchema,
  HeaderSchema,
  HomeSchema,
  SiteSettingsSchema,
} from './globals'
import { LocationSchema } from './location'
import { MediaSchema } from './media'
import { PageSchema } from './page'
import { PartnerSchema } from './partner'
import { PersonSchema } from './person'
import { PostSchema } from './post'
import { RedirectSchema } from './redirect'
import { TestimonialSchema } from './testimonial'

/** What the site reads from the CMS: each collection by its slug in Payload. */
export const collectionSchemas = {
  posts: PostSchema,
  courses: CourseSchema,
  cohorts: CohortSchema,
  externships: ExternshipSchema,
  partners: PartnerSchema,
  certifications: CertificationSchema,
  people: PersonSchema,
  categories: CategorySchema,
  faqs: FaqSchema,
  testimonials: TestimonialSchema,
  locations: LocationSchema,
  pages: PageSchema,
  media: MediaSchema,
  redirects: RedirectSchema,
} as const
export type CollectionSlug = keyof typeof collectionSchemas

/**
 * What the site reads from the CMS: each global by its slug in Payload. Only the publisher gets `claims`, and no page shows it:
 * pages are checked with it.
 */
export const globalSchemas = {
  'site-settings': SiteSettingsSchema,
  header: HeaderSchema,
  footer: FooterSchema,
  announcement: AnnouncementSchema,
  home: HomeSchema,
  disclosures: DisclosuresSchema,
  claims: ClaimsSchema,
} as const
export type GlobalSlug = keyof typeof globalSchemas
