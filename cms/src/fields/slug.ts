import {
  type CollectionSlug,
  type FieldHook,
  type PayloadRequest,
  type TextField,
  ValidationError,
} from 'payload'
import {
  checkSlug,
  documentPath,
  type LinkableCollection,
  maxSlugLength,
  numberedSlug,
  slugify,
} from 'shared-types'

interface Holder {
  title: string
  isTrashed: boolean
}

/** The other document with this slug, live, draft or in the trash: the database allows each slug once. */
async function findHolder(
  collection: LinkableCollection,
  slug: string,
  self: number | string | undefined,
  req: PayloadRequest,
): Promise<Holder | undefined> {
  const { flattenedFields } = req.payload.collections[collection]!.config
  const names = flattenedFields
    .map(({ name }) => name)
    .filter((name) => /^(title|name|deletedAt)$/.test(name))
  const { docs } = await req.payload.find({
    collection: collection as CollectionSlug,
    select: Object.fromEntries(names.map((name) => [name, true])),
    where: { slug: { equals: slug }, ...(self === undefined ? {} : { id: { not_equals: self } }) },
    trash: true,
    depth: 0,
    limit: 1,
    pagination: false,
    overrideAccess: true,
    req,
  })
  const holder: Record<string, unknown> | undefined = docs[0]
  return holder && { title: String(holder.title ?? holder.name ?? ''), isTrashed: Boolean(holder.deletedAt) }
}

async function explain(
  collection: LinkableCollection,
  slug: string,
  { title, isTrashed }: Holder,
  req: PayloadRequest,
): Promise<string> {
  if (isTrashed) {
    return `“${slug}” belongs to “${title}”, which is in the trash. Delete that one for good, restore it, or choose another address.`
  }
  const wanted = slugify(slug)
  const example = wanted && `, such as ${await freeSlug(collection, wanted, undefined, req)}`
  return `“${slug}” is already the address of “${title}”. Choose another${example}.`
}

/** The first of `wanted`, `wanted-2` and so on that no other document has, within the limit. */
async function freeSlug(
  collection: LinkableCollection,
  wanted: string,
  self: number | string | undefined,
  req: PayloadRequest,
): Promise<string> {
  for (let number = 1; ; number++) {
    const slug = numberedSlug(wanted, number)
    if (checkSlug(collection, slug).length > 0) continue
    if (!(await findHolder(collection, slug, self, req))) return slug
  }
}

/** `dea-number` and `dea-number-2` are made from “DEA number”; an address typed by hand is not. */
function isMadeFrom(title: unknown, slug: unknown): boolean {
  if (typeof title !== 'string' || typeof slug !== 'string') return false
  const made = slugify(title)
  const [, number = '1'] = /-(\d+)$/.exec(slug) ?? []
  return made !== '' && [1, Number(number)].some((count) => numberedSlug(made, count) === slug)
}

/**
 * The last part of a page's address. It is made from the title and follows it, until an editor types another or the
 * page is published for the first time.
 */
export const slugField = (collection: LinkableCollection, titleField = 'title'): TextField => {
  const fillIn: FieldHook = async ({ value, data, originalDoc, req, operation }) => {
    const title: unknown = data?.[titleField] ?? originalDoc?.[titleField]
    if (typeof title !== 'string') return value
    const given: unknown = value === undefined ? originalDoc?.slug : value
    const isUntouched = given === originalDoc?.slug && isMadeFrom(originalDoc?.[titleField], given)
    if (given && (operation === 'create' || !isUntouched || title === originalDoc?.[titleField])) return value
    if (given && (await wasPublished(collection, originalDoc?.id, req))) return value
    const wanted = slugify(title)
    // An address made from another title would not say what the page is.
    if (!wanted) return given ? null : value
    return freeSlug(collection, wanted, originalDoc?.id, req)
  }

  // A new draft is not validated, and the database's own error does not name the document that has the slug.
  const refuseTaken: FieldHook = async ({ value, context, req, operation }) => {
    if (operation !== 'create' || context.isPreview || typeof value !== 'string' || !value) return value
    const holder = await findHolder(collection, value, undefined, req)
    if (!holder) return value
    throw new ValidationError(
      { collection, errors: [{ path: 'slug', message: await explain(collection, value, holder, req) }] },
      req.t,
    )
  }

  return {
    name: 'slug',
    type: 'text',
    label: 'Address',
    required: true,
    unique: true,
    index: true,
    maxLength: maxSlugLength,
    hooks: {
      beforeValidate: [({ value }) => (typeof value === 'string' ? value.trim() : value), fillIn],
      beforeChange: [refuseTaken],
      beforeDuplicate: [() => null],
    },
    validate: async (value, { event, id, req, maxLength }) => {
      // While an editor types, the address may be empty: saving makes it from the title.
      if (!value) {
        return (
          event === 'onChange' ||
          'No address can be made from this title. Type one of lower-case letters, digits and hyphens.'
        )
      }
      if (value.length > (maxLength ?? Infinity))
        return `An address has at most ${maxLength} characters. Shorten it.`
      const [problem] = checkSlug(collection, value)
      if (problem) return problem.message
      if (event === 'onChange') return true
      const holder = await findHolder(collection, value, id, req)
      return holder ? explain(collection, value, holder, req) : true
    },
    admin: {
      position: 'sidebar',
      description: `The last part of the page's address: ${documentPath(collection, '…')}. Made from the ${titleField}. When a live page gets another, its old address leads on to the new one.`,
    },
  }
}

async function wasPublished(
  collection: LinkableCollection,
  id: unknown,
  req: PayloadRequest,
): Promise<boolean> {
  if (typeof id !== 'string') return false
  const { totalDocs } = await req.payload.countVersions({
    collection: collection as CollectionSlug,
    where: { parent: { equals: id }, 'version._status': { equals: 'published' } },
    overrideAccess: true,
    req,
  })
  return totalDocs > 0
}
