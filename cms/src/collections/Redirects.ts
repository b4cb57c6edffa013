import type {
  CollectionConfig,
  FieldHook,
  RelationshipFieldSingleValidation,
  TextFieldSingleValidation,
} from 'payload'
import { relationship, text } from 'payload/shared'
import {
  checkRedirect,
  checkRedirectAddresses,
  linkableCollections,
  parseOldAddress,
  safeHref,
} from 'shared-types'
import { redirectAccess } from '../access/rules'
import { env } from '../env'
import { withValueCheck } from '../fields/validation'
import {
  findLivePage,
  findRedirectFrom,
  resolveRedirects,
  resolveTarget,
  type StoredRedirect,
} from '../redirects/redirect-targets'

const trim: FieldHook = ({ value }) => (typeof value === 'string' ? value.trim() : value)

/**
 * `https://www.example.org/Old`, `Old` and `/%4fld/#top` become `/Old/`: the path that a visitor's browser requests, in one spelling.
 * What is no such path stays as it is, and `validateFrom` says why.
 */
function oldPathOf(address: string): string {
  const given = address.trim()
  if (/^$|\s/.test(given)) return given
  const local = given.replace(/^https?:\/\/[^/?#\\]+(?=[/?#]|$)/i, '')
  const path = /^[/\\]/.test(local) || /^[a-z][a-z\d+.-]*:/i.test(local) ? local : `/${local}`
  const parsed = parseOldAddress(path)
  return 'path' in parsed ? parsed.path : path
}

const toPath: FieldHook = ({ value }) => (typeof value === 'string' ? oldPathOf(value) : value)

const singleText = text as TextFieldSingleValidation

const validateFrom: TextFieldSingleValidation = async (value, options) => {
  const result = await withValueCheck(singleText, (from: string) =>
    /^\/\S*$/.test(from)
      ? (checkRedirectAddresses({ from, kind: 'document' })[0]?.message ?? true)
      : `“${from}” is not an address of this site. Use one like /old-page/.`,
  )(value, options)
  if (result !== true || !value || options.event === 'onChange') return result
  const { req, id } = options
  const page = await findLivePage(value, req)
  if (page) {
    return `${value} is a page of the site (${page}), so nobody would be redirected. Unpublish that page first, or choose another address.`
  }
  const taken = await findRedirectFrom(value, id, req)
  if (taken) {
    return taken.isTrashed
      ? `A redirect from ${value} is in the trash. Restore that one and change it, or delete it for good.`
      : `There is already a redirect from ${value}. Change that one.`
  }
  const others = await resolveRedirects(req, id)
  const to = await resolveTarget(options.data as StoredRedirect, req)
  return (to && checkRedirect({ from: value, to }, others, env.SITE_URL)[0]?.message) || true
}

const validateDocument: RelationshipFieldSingleValidation = (value, options) =>
  value ? relationship(value, options) : 'Choose the document that the old address leads to.'

const validateAddress: TextFieldSingleValidation = (value, options) =>
  value
    ? withValueCheck(singleText, (address: string) =>
        safeHref.safeParse(address).success && !/^(mailto:|tel:|#)/i.test(address)
          ? (checkRedirectAddresses({ from: '/', kind: 'address', address })[0]?.message ?? true)
          : `“${address}” can't be redirected to. Use an address like https://example.org/page or /page/.`,
      )(value, options)
    : 'Give the address that the old one leads to.'

const isKind = (kind: string) => (data: { kind?: string }) => data?.kind === kind

export const Redirects: CollectionConfig = {
  slug: 'redirects',
  admin: {
    group: 'Site',
    useAsTitle: 'from',
    defaultColumns: ['from', 'kind', 'document', 'address', 'onTheSite', 'updatedAt'],
    listSearchableFields: ['from', 'address'],
    description: 'Old addresses and where they lead now. There are no drafts here: saving publishes.',
  },
  access: redirectAccess,
  trash: true,
  defaultSort: 'from',
  fields: [
    {
      name: 'from',
      label: 'Old address',
      type: 'text',
      required: true,
      unique: true,
      maxLength: 300,
      hooks: { beforeValidate: [toPath], beforeDuplicate: [() => null] },
      validate: validateFrom,
      admin: { description: 'The part after the name of the site: /old-page/' },
    },
    {
      name: 'kind',
      label: 'Leads to',
      type: 'radio',
      required: true,
      defaultValue: 'document',
      options: [
        { value: 'document', label: 'A document of this site' },
        { value: 'address', label: 'An address' },
      ],
    },
    {
      name: 'document',
      type: 'relationship',
      relationTo: [...linkableCollections],
      validate: validateDocument,
      admin: {
        condition: isKind('document'),
        description: 'The redirect follows the document, even when its address changes.',
      },
    },
    {
      name: 'address',
      type: 'text',
      maxLength: 1000,
      hooks: { beforeValidate: [trim] },
      validate: validateAddress,
      admin: { condition: isKind('address'), description: 'https://www.example.org/page or /page/' },
    },
  ],
}
