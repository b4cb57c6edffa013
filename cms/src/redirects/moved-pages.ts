import { type PayloadRequest, ValidationError } from 'payload'
import {
  documentPath,
  type LinkableCollection,
  linkableCollections,
  normalizePath,
  type ResolvedRedirect,
} from 'shared-types'
import { resolveRedirects, type StoredRedirect } from './redirect-targets'
import { env } from '../env'
import type { LiveRow } from '../database/live-row'

interface Page {
  relationTo: LinkableCollection
  value: string
}

const isLinkable = (slug: string): slug is LinkableCollection =>
  (linkableCollections as readonly string[]).includes(slug)

/** The path that an address of this site leads to; another site's address as it is. */
const pathOf = (address: string) =>
  normalizePath(address.startsWith(`${env.SITE_URL}/`) ? address.slice(env.SITE_URL.length) : address)

/**
 * Keeps old addresses alive, in the transaction of the save: when a live page moves, a redirect leads from where it was
 * to the document, wherever that moves later. No redirect is left to start where a page is, or to lead to where it was, so
 * that a visitor is never sent on twice, or in a circle.
 */
export async function followMovedPage(
  req: PayloadRequest,
  { slug, id, was, is }: { slug: string; id: string; was: LiveRow | undefined; is: LiveRow | undefined },
): Promise<void> {
  if (!isLinkable(slug) || !is?.slug || was?.slug === is.slug) return
  const page: Page = { relationTo: slug, value: id }
  const to = documentPath(slug, is.slug)
  const from = was?.slug ? documentPath(slug, was.slug) : undefined
  await clearAddress(req, to, from, page)
  if (!from) return
  await redirectTo(req, from, page)
  await shortenRedirects(req, from, to)
}

/** Nobody would see a page where a redirect starts. One that leads to the page itself is not needed any more. */
async function clearAddress(
  req: PayloadRequest,
  to: string,
  from: string | undefined,
  page: Page,
): Promise<void> {
  const [redirect] = await findRedirects(req, { from: { equals: to } }, false)
  if (!redirect) return
  const redirects = await resolveRedirects(req, undefined)
  const target = redirects.find((other) => normalizePath(other.from) === to)?.to
  const trail = follow(to, redirects)
  const leadsHere = isTo(redirect, page) || trail.some((path) => path === to || path === from)
  if (target !== undefined && !leadsHere) {
    const message = `A redirect leads from ${to} to ${target}, so nobody would see this page there. Delete that redirect, or choose another address.`
    const errors = [{ label: 'Address', path: 'slug', message }]
    throw new ValidationError({ collection: page.relationTo, errors, req }, req.t)
  }
  await req.payload.delete({ collection: 'redirects', id: redirect.id, depth: 0, overrideAccess: true, req })
}

/** Where the redirect at `start` leads, and on from there; empty when it leads nowhere any more. */
function follow(start: string, redirects: ResolvedRedirect[]): string[] {
  const next = new Map(redirects.map(({ from, to }) => [normalizePath(from), pathOf(to)]))
  const trail: string[] = []
  for (let at = next.get(start); at !== undefined && !trail.includes(at); at = next.get(at)) trail.push(at)
  return trail
}

/** The database allows each old address once, so a redirect that is there, even in the trash, is used again. */
async function redirectTo(req: PayloadRequest, from: string, page: Page): Promise<void> {
  const [redirect] = await findRedirects(req, { from: { equals: from } }, true)
  const data = { kind: 'document' as const, document: page as never, address: null }
  const options = { collection: 'redirects', depth: 0, overrideAccess: true, req } as const
  if (!redirect) await req.payload.create({ ...options, data: { from, ...data } })
  else if (redirect.deletedAt || !isTo(redirect, page)) {
    await req.payload.update({ ...options, id: redirect.id, trash: true, data: { ...data, deletedAt: null } })
  }
}

/** Redirects that name the old address, rather than the document, name the new one from now on. */
async function shortenRedirects(req: PayloadRequest, from: string, to: string): Promise<void> {
  const where = { kind: { equals: 'address' }, address: { contains: from.slice(0, -1) } }
  for (const { id, address } of await findRedirects(req, where, false)) {
    if (!address || pathOf(address) !== from) continue
    const [rest = ''] = /[?#].*$/.exec(address) ?? []
    const data = { address: `${to}${rest}` }
    await req.payload.update({ collection: 'redirects', id, data, depth: 0, overrideAccess: true, req })
  }
}

interface Redirect extends StoredRedirect {
  id: string
  deletedAt?: string | null
}

async function findRedirects(
  req: PayloadRequest,
  where: Record<string, { equals: string } | { contains: string }>,
  trash: boolean,
): Promise<Redirect[]> {
  const { docs } = await req.payload.find({
    collection: 'redirects',
    where,
    trash,
    depth: 0,
    limit: 0,
    pagination: false,
    overrideAccess: true,
    req,
  })
  return docs as Redirect[]
}

const isTo = ({ kind, document }: Redirect, { relationTo, value }: Page) =>
  kind === 'document' && document?.relationTo === relationTo && String(document.value) === value
