import {
  MetaDescriptionField,
  MetaImageField,
  MetaTitleField,
  OverviewField,
} from '@payloadcms/plugin-seo/fields'
import type { GroupField, Tab } from 'payload'
import { seoLimits } from 'shared-types'
import { withValueCheck } from './validation'
import { webAddressField } from './web-address'

const { title, description } = seoLimits
/** The site takes shorter titles; below this length the form's indicator recommends a longer one. */
const recommendedTitle = 30

// Payload's own validation would refuse titles below the recommended length, which the form's indicator needs as
// minLength.
const always = () => true as const

const checkTitle = (value: string) =>
  value.length <= title.max ||
  `This title has ${value.length} characters. Search results cut it after ${title.max}: shorten it, or leave it empty to use the page's own title.`

const checkDescription = (value: string) =>
  (value.length >= description.min && value.length <= description.max) ||
  `This description has ${value.length} characters. Search results want ${description.min} to ${description.max}: ${value.length > description.max ? 'shorten it' : 'say a little more'}, or leave it empty to use the page's own summary.`

/** How search engines and shared links show a page. The form counts the characters. */
export const seoFields = (): GroupField => ({
  name: 'meta',
  type: 'group',
  label: false,
  fields: [
    OverviewField({
      titlePath: 'meta.title',
      descriptionPath: 'meta.description',
      imagePath: 'meta.image',
      titleOverrides: { minLength: recommendedTitle, maxLength: title.max },
      descriptionOverrides: { minLength: description.min, maxLength: description.max },
    }),
    MetaTitleField({
      overrides: {
        localized: false,
        label: 'Title in search results',
        minLength: recommendedTitle,
        maxLength: title.max,
        validate: withValueCheck(always, checkTitle),
        admin: {
          description: `Up to ${title.max} characters. Empty: the page's own title.`,
          components: { Field: '@payloadcms/plugin-seo/client#MetaTitleComponent' },
        },
      },
    }),
    MetaDescriptionField({
      overrides: {
        localized: false,
        label: 'Description in search results',
        minLength: description.min,
        maxLength: description.max,
        validate: withValueCheck(always, checkDescription),
        admin: {
          description: `${description.min} to ${description.max} characters. Empty: the page's own summary.`,
          components: { Field: '@payloadcms/plugin-seo/client#MetaDescriptionComponent' },
        },
      },
    }),
    MetaImageField({
      relationTo: 'media',
      overrides: {
        localized: false,
        label: 'Picture for shared links',
        admin: {
          description: "Shown when somebody shares the page. Empty: the page's own picture.",
          components: { Field: '@payloadcms/plugin-seo/client#MetaImageComponent' },
        },
      },
    }),
    webAddressField({
      name: 'canonical',
      label: 'Original address',
      description: 'Only when this text was first published elsewhere: the full address of the original.',
    }),
    {
      name: 'noindex',
      type: 'checkbox',
      label: 'Hide from search engines',
      defaultValue: false,
      admin: { description: 'The page stays reachable for everybody who has its address.' },
    },
  ],
})

/** The tab that holds `seoFields`. */
export const seoTab = (): Tab => ({
  label: 'Search and sharing',
  description: 'Everything here may stay empty: the page then speaks for itself.',
  fields: [seoFields()],
})
