import { z } from 'zod'

/** A page, or another file of the site, by its URL path. */
const PageChangeSchema = z.object({
  path: z.string().startsWith('/').max(2000),
  change: z.enum(['changed', 'added', 'removed']),
})
export type PageChange = z.output<typeof PageChangeSchema>

const RedirectChangeSchema = z.object({
  from: z.string(),
  before: z.string().optional(),
  after: z.string().optional(),
})

/** What visitors would see change. What only says when a document was saved does not count. */
export const SiteChangesSchema = z.object({
  /** Whether each page was compared with the live one; otherwise `count` is the most that may change. */
  isExact: z.boolean(),
  /** The number of pages that are changed, added or removed. */
  count: z.int(),
  /** Those pages when it is exact; otherwise some that do change. At most 400, as of the others. */
  pages: z.array(PageChangeSchema),
  /** Files that are no pages: feeds, calendars, cards, the sitemap. */
  files: z.array(PageChangeSchema),
  redirects: z.array(RedirectChangeSchema),
})
export type SiteChanges = z.output<typeof SiteChangesSchema>
