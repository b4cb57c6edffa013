import type { Disclosures, SiteSettings } from 'shared-types'
import type { Plain } from '../snapshot/documents'
import type { Day } from '../snapshot/snapshot'
import type { Source } from '../snapshot/source'
import { linkView } from './links'
import type { LinkView } from './links'
import { image } from './media'
import type { Image } from './media'

type Settings = Plain<SiteSettings>

/** The data that every page shows: the school, header, footer and today's announcement. */
export interface SiteView {
  name: string
  shortName: string
  tagline: string
  description: string
  /** E.164, for a `tel:` link. */
  phone: string
  email: string
  hours: string
  address: Settings['address']
  timeZone: string
  lmsUrl?: string
  social: Settings['social']
  /** The picture of pages without their own. */
  image?: Image
  /** A notice that the content is a sample; undefined when it is not. */
  sampleNotice?: string
  header: LinkView[]
  footer: { columns: { heading: string; links: LinkView[] }[]; smallPrint?: string }
  announcement?: { message: string; link?: LinkView }
  disclosures: Omit<Plain<Disclosures>, 'updatedAt'>
  /** For the copyright line. */
  year: string
}

/** Menus leave out links whose targets are not live. */
export function site(source: Source): SiteView {
  const { globals } = source
  const settings = globals['site-settings']
  const menu = (links: (typeof globals)['header']['links']) =>
    links.flatMap((entry) => linkView(source, entry.link) ?? [])
  const { updatedAt: _, ...disclosures } = globals.disclosures
  return {
    name: settings.schoolName,
    shortName: settings.shortName,
    tagline: settings.tagline,
    description: settings.description,
    phone: settings.phone,
    email: settings.email,
    hours: settings.hours,
    address: settings.address,
    timeZone: settings.timeZone,
    lmsUrl: settings.lmsUrl,
    social: settings.social,
    image: image(source, settings.defaultImage),
    sampleNotice: settings.sampleNotice,
    header: menu(globals.header.links),
    footer: {
      columns: globals.footer.columns.map(({ heading, links }) => ({ heading, links: menu(links) })),
      smallPrint: globals.footer.smallPrint,
    },
    announcement: announcement(source),
    disclosures,
    year: source.today.slice(0, 4),
  }
}

/** The name of the school alone, for files that show no menu: a changed menu does not make them stale. */
export function school(source: Source): Pick<SiteView, 'name' | 'shortName' | 'description'> {
  const { schoolName: name, shortName, description } = source.globals['site-settings']
  return { name, shortName, description }
}

/** The current day of the content. A page that calls this query is rendered again every night, so call it rarely. */
export const today = (source: Source): Day => source.today

function announcement(source: Source): SiteView['announcement'] {
  const { enabled, message, link, from, until } = source.globals.announcement
  const hasBegun = from === undefined || from <= source.today
  const isOver = until !== undefined && until < source.today
  if (!enabled || !message || !hasBegun || isOver) return undefined
  return { message, link: linkView(source, link) }
}
