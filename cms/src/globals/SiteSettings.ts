import type { GlobalConfig } from 'payload'
import { email, text } from 'payload/shared'
import { SiteSettingsSchema } from 'shared-types'
import { settingsAccess } from '../access/rules'
import { globalVersions } from '../fields/drafts'
import { stateField, timeZoneField, zipField } from '../fields/place-and-time'
import { withValueCheck } from '../fields/validation'
import { webAddressField } from '../fields/web-address'

const demo = 'A demo value until the school enters its own.'

const checkPhone = (value: string) =>
  /^\+1\d{10}$/.test(value) ||
  `“${value}” can't be called from everywhere. Write it with +1 and ten digits, without spaces: +18045550142.`

const checkEmail = (value: string) =>
  SiteSettingsSchema.shape.email.safeParse(value).success ||
  `“${value}” is not an e-mail address, such as info@example.org.`

export const SiteSettings: GlobalConfig = {
  slug: 'site-settings',
  label: 'Site settings',
  admin: {
    group: 'Site',
    description:
      'The school’s name, how to reach it, and what is the same on every page. Only administrators change it.',
  },
  access: settingsAccess,
  versions: globalVersions,
  fields: [
    {
      type: 'tabs',
      tabs: [
        {
          label: 'School',
          fields: [
            { name: 'schoolName', label: 'Name of the school', type: 'text', required: true, maxLength: 100 },
            {
              name: 'shortName',
              type: 'text',
              required: true,
              maxLength: 30,
              admin: { description: 'For the header and small screens: AlliedRx.' },
            },
            { name: 'tagline', type: 'text', required: true, maxLength: 120 },
            {
              name: 'description',
              type: 'textarea',
              required: true,
              maxLength: 300,
              admin: {
                description:
                  'What the school is, in a sentence or two. Search engines and shared links show it.',
              },
            },
            {
              name: 'defaultImage',
              label: 'Picture for shared links',
              type: 'upload',
              relationTo: 'media',
              filterOptions: { mimeType: { contains: 'image' } },
              admin: { description: 'For pages that have no picture of their own.' },
            },
            {
              name: 'sampleNotice',
              type: 'textarea',
              maxLength: 300,
              admin: {
                description:
                  'Shown at the foot of every page as long as addresses, prices, people or dates on this site are samples. Empty it when everything is real.',
              },
            },
          ],
        },
        {
          label: 'Contact',
          fields: [
            {
              name: 'phone',
              label: 'Telephone',
              type: 'text',
              required: true,
              validate: withValueCheck(text, checkPhone),
              admin: { description: `With +1 and ten digits: +18045550142. ${demo}` },
            },
            {
              name: 'email',
              label: 'E-mail',
              type: 'email',
              required: true,
              validate: withValueCheck(email, checkEmail),
              admin: { description: demo },
            },
            {
              name: 'hours',
              label: 'Office hours',
              type: 'text',
              required: true,
              maxLength: 200,
              admin: { description: `As people read them: Monday to Friday, 9 am to 5 pm. ${demo}` },
            },
            {
              name: 'address',
              type: 'group',
              admin: { description: demo },
              fields: [
                { name: 'street', type: 'text', required: true, maxLength: 120 },
                {
                  type: 'row',
                  fields: [
                    { name: 'city', type: 'text', required: true, maxLength: 60, admin: { width: '50%' } },
                    stateField({ name: 'state', required: true, width: '25%' }),
                    zipField({ name: 'zip', label: 'ZIP code', required: true, width: '25%' }),
                  ],
                },
              ],
            },
          ],
        },
        {
          label: 'Time and links',
          fields: [
            timeZoneField({
              name: 'timeZone',
              required: true,
              defaultValue: 'America/New_York',
              description:
                'Days begin and end in this zone: deadlines, start dates, announcements. A name such as America/New_York.',
            }),
            webAddressField({
              name: 'lmsUrl',
              label: 'Learning platform',
              description: 'Where students sign in. Empty: no link is shown.',
            }),
            {
              name: 'social',
              label: 'Social networks',
              type: 'array',
              maxRows: 8,
              labels: { singular: 'Network', plural: 'Networks' },
              fields: [
                {
                  name: 'label',
                  type: 'text',
                  required: true,
                  maxLength: 30,
                  admin: { description: 'The network’s name.' },
                },
                webAddressField({ name: 'url', label: 'Address', required: true }),
              ],
            },
          ],
        },
      ],
    },
  ],
}
