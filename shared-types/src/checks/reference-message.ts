import type { CollectionSlug } from '../collections'
import type { Reference } from './references'

/** Why the target of a reference is not live. `blocked`: it was published, but a problem of its own keeps it out. */
export interface NotLive {
  state: 'draft' | 'trash' | 'gone' | 'blocked'
  title?: string
}

/** A document of each collection as messages name it. */
const oneOf: Record<CollectionSlug, string> = {
  posts: 'a post',
  courses: 'a course',
  cohorts: 'a start date',
  externships: 'an externship',
  partners: 'a partner',
  certifications: 'a certification',
  people: 'a person',
  categories: 'a category',
  faqs: 'a question',
  testimonials: 'a testimonial',
  locations: 'a location',
  pages: 'a page',
  media: 'a picture or file',
  redirects: 'a redirect',
}

const states: Record<NotLive['state'] | 'unknown', string> = {
  unknown: 'is not published',
  draft: 'is a draft',
  trash: 'is in the trash',
  gone: 'was deleted',
  blocked: 'cannot go live itself',
}

/** The message for a reference whose target is not live: what is wrong and what the editor can do. */
export function referenceMessage(reference: Reference, why: NotLive | undefined, isRedirect = false): string {
  const { kind, slug, words, isInText } = reference
  const one = oneOf[slug]
  const quoted = words ? ` (“${words}”)` : ''
  if (kind === 'image') {
    const reason = why?.state === 'trash' ? 'it is in the trash' : 'it was deleted or is in the trash'
    return isInText
      ? `This text shows ${one}${quoted} that is not there any more: ${reason}. Restore it, or take it out of the text.`
      : `The picture of this field is not there any more: ${reason}. Choose another one, or leave the field empty.`
  }
  const state = states[why?.state ?? 'unknown']
  const target = `${one}${why?.title ? ` “${why.title}”` : ''} that ${state}`
  if (kind === 'other') {
    const verb = isInText ? 'This text shows' : 'This field names'
    return `${verb} ${target}${quoted}, so the site leaves it out. ${remedy(slug, why, isInText ? 'take it out of the text' : 'choose another one')}`
  }
  if (isRedirect)
    return `This redirect leads to ${target}. ${remedy(slug, why, 'choose where else it leads')}`
  if (isInText) return `This text links to ${target}${quoted}. ${remedy(slug, why, 'remove the link')}`
  return words
    ? `The link “${words}” leads to ${target}. ${remedy(slug, why, 'remove the link')}`
    : `This list names ${target}. ${remedy(slug, why, 'remove it from the list')}`
}

function remedy(slug: CollectionSlug, why: NotLive | undefined, otherwise: string): string {
  const that = oneOf[slug].replace(/^an? /, 'that ')
  if (why?.state === 'gone') return `${otherwise[0]?.toUpperCase()}${otherwise.slice(1)}.`
  if (why?.state === 'blocked') return `Mend ${that} first, or ${otherwise}.`
  if (why?.state === 'trash') return `Restore and publish ${that} first, or ${otherwise}.`
  return `Publish ${that} first, or ${otherwise}.`
}
