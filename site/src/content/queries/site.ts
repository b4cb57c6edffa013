import type { Disclosures, SiteSettings } from 'shared-types'
import type { Plain } from '../snapshot/documents'
import type { Day } from '../snapshot/snapshot'
import type { Source } from '../snapshot/source'
import { linkView } from './links'
import type { LinkView } from './links'
import { image } from './media'
import type { Image } from './media'

type Settings = Plain<SiteSettings>

/** What every page shows: the school, header, footer and today's announcement. */
export interface SiteView {
  name: string
  shortName: string
  tagline: string
  description: string
  /** E.164, for a `tel:` link. */
  phone: string
  /** For people: `(804) 555-0142`. */
  phoneText: string
  email: string
  hours: string
  address: Settings['address']
  timeZone: string
  lmsUrl?: string
  social: Settings['social']
  /** For pages without a picture of their own. */
  image?: Image
  /** Says that the content is a sample, while it is. */
  sampleNotice?: string
  header: LinkView[]
  footer: { columns: { heading: string; links: LinkView[] }[]; smallPrint?: string }
  announcement?: { message: string; link?: LinkView }
  disclosures: Omit<Plain<Disclosures>, 'updatedAt'>
  /** For the copyright line. */
  year: string
}

/** A menu leaves out what is not live: an entry that leads nowhere helps nobody. */
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
    phoneText: settings.phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3'),
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

/** What the school is called, for files that show nothing else of it: a changed menu leaves them as they are. */
export function school(source: Source): Pick<SiteView, 'name' | 'shortName' | 'description'> {
  const { schoolName: name, shortName, description } = source.globals['site-settings']
  return { name, shortName, description }
}

/** The day that the content is read on. A page that asks for it is rendered again every night: ask seldom. */
export const today = (source: Source): Day => source.today

function announcement(source: Source): SiteView['announcement'] {
  const { enabled, message, link, from, until } = source.globals.announcement
  const hasBegun = from === undefined || from <= source.today
  const isOver = until !== undefined && until < source.today
  if (!enabled || !message || !hasBegun || isOver) return undefined
  return { message, link: linkView(source, link) }
}
