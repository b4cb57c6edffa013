import { LinkFeature } from '@payloadcms/richtext-lexical'
import type { FieldAffectingData, TextFieldSingleValidation } from 'payload'
import { checkTarget, linkableCollections, safeHref } from 'shared-types'

/** Why a typed address cannot be opened: the rest of a sentence, such as `has a space`. */
export const hrefProblem = (href: string): string | undefined =>
  /^(https?:|\/)/i.test(href.trim()) ? checkTarget(href.trim())?.problem : undefined

const validateHref: TextFieldSingleValidation = (value, { siblingData }) => {
  if ((siblingData as { linkType?: string }).linkType === 'internal') return true
  if (!value?.trim()) return 'Type the address that this link leads to.'
  const result = safeHref.safeParse(value)
  if (!result.success)
    return `“${value}” is not an address for a link. Type ${result.error.issues[0]?.message}.`
  const problem = hrefProblem(result.data)
  return problem === undefined || `“${value}” is not an address for a link: it ${problem}. Correct it.`
}

/**
 * Links inside a text: to a document by relationship, so that they still work after its slug changes, or to a typed
 * address.
 */
export const linksInText = () =>
  LinkFeature({
    enabledCollections: [...linkableCollections],
    fields: ({ defaultFields }) =>
      defaultFields.map((field): FieldAffectingData =>
        field.name === 'url' && field.type === 'text' && !field.hasMany
          ? {
              ...field,
              // Payload's own hooks would percent-encode a value that is no address, instead of refusing it.
              hooks: {},
              validate: validateHref,
              admin: {
                ...field.admin,
                description:
                  'For other sites: https://example.org. To write or call: mailto:name@example.org, tel:+18045550142. For a page of this site choose “Internal link” instead.',
              },
            }
          : field,
      ),
  })
