import type { DateFieldValidation, GlobalConfig } from 'payload'
import { date, textarea } from 'payload/shared'
import { formatDay, isBlank } from 'shared-types'
import { globalAccess } from '../access/rules'
import { globalVersions } from '../fields/drafts'
import { dayField, dayOf } from '../fields/day'
import { linkField } from '../fields/link'

interface AnnouncementData {
  enabled?: boolean | null
  message?: string | null
  from?: string | null
  until?: string | null
}

const checkUntil: DateFieldValidation = (value, options) => {
  const [first, last] = [dayOf((options.data as AnnouncementData).from), dayOf(value)]
  return first && last && last < first
    ? `The last day (${formatDay(last)}) is before the first day (${formatDay(first)}), so this would never be shown. Choose a later day.`
    : date(value, options)
}

export const Announcement: GlobalConfig = {
  slug: 'announcement',
  admin: {
    group: 'Site',
    description: 'One line above the header of every page: a snow day, an open house, a deadline.',
  },
  access: globalAccess,
  versions: globalVersions,
  fields: [
    {
      name: 'enabled',
      label: 'Show it',
      type: 'checkbox',
      defaultValue: false,
      admin: { description: 'On the days below. Without days: from when you publish until you untick this.' },
    },
    {
      name: 'message',
      type: 'textarea',
      maxLength: 200,
      validate: (value, options) => {
        const { enabled } = options.data as AnnouncementData
        if (enabled && isBlank(value ?? '')) return 'Write the message, or untick “Show it”.'
        return textarea(value, options)
      },
      admin: { description: 'A sentence or two, up to 200 characters.' },
    },
    linkField({ label: 'Link', required: false, description: 'Optional. Shown after the message.' }),
    {
      type: 'row',
      fields: [
        dayField({
          name: 'from',
          label: 'First day',
          width: '50%',
          description: 'In the school’s time zone. Optional.',
        }),
        {
          ...dayField({
            name: 'until',
            label: 'Last day',
            width: '50%',
            description: 'This day included. Optional.',
          }),
          validate: checkUntil,
        },
      ],
    },
  ],
}
