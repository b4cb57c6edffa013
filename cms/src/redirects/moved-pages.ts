import { type PayloadRequest, ValidationError } from 'payload'
import {
  documentPath,
  internalPath,
  isLinkable,
  type LinkableCollection,
  normalizePath,
  type ResolvedRedirect,
} from 'shared-types'
import { resolveRedirects, type StoredRedirect } from './redirect-targets'
import { env } from '../env'
import type { LiveRow } from '../database/live-row'

/** A page's document, as Payload stores a reference to it. */
interface Page {
  relationTo: LinkableCollection
  value: string
}

/** The path of an address of this site; another site's address is returned unchanged. */
const pathOf = (address: string) => internalPath(address, env.SITE_URL) ?? address

/**
 * When a live page moves, creates a redirect from its old path to the document, in the transaction of the save. Redirects from
 * the new path are deleted and redirects to the old path are updated, so that no visitor is redirected twice or in a circle.
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

/** Deletes a redirect from the page's new path when it leads to this page. Throws when it leads elsewhere, because it would hide the page. */
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
  const chain = follow(to, redirects)
  const leadsHere = isTo(redirect, page) || chain.some((path) => path === to || path === from)
  if (target !== undefined && !leadsHere) {
    const message = `A redirect leads from ${to} to ${target}, so nobody would see this page there. Delete that redirect, or choose another address.`
    const errors = [{ label: 'Address', path: 'slug', message }]
    throw new ValidationError({ collection: page.relationTo, errors, req }, req.t)
  }
  await req.payload.delete({ collection: 'redirects', id: redirect.id, depth: 0, overrideAccess: true, req })
}

/** The paths to which the redirect from `start` leads, one after the other; empty when its document is gone. */
function follow(start: string, redirects: ResolvedRedirect[]): string[] {
  const next = new Map(redirects.map(({ from, to }) => [normalizePath(from), pathOf(to)]))
  const chain: string[] = []
  for (let at = next.get(start); at !== undefined && !chain.includes(at); at = next.get(at)) chain.push(at)
  return chain
}

/** Reuses an existing redirect, even one in the trash: `from` is unique in the database. */
async function redirectTo(req: PayloadRequest, from: string, page: Page): Promise<void> {
  const [redirect] = await findRedirects(req, { from: { equals: from } }, true)
  const data = { kind: 'document' as const, document: page as never, address: null }
  const options = { collection: 'redirects', depth: 0, overrideAccess: true, req } as const
  if (!redirect) await req.payload.create({ ...options, data: { from, ...data } })
  else if (redirect.deletedAt || !isTo(redirect, page)) {
    await req.payload.update({ ...options, id: redirect.id, trash: true, data: { ...data, deletedAt: null } })
  }
}

/** Updates redirects whose target is the old address, given as text, to the new one. */
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
