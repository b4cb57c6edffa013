import type { CollectionConfig, FieldHook, PayloadRequest, TextFieldSingleValidation } from 'payload'
import { number, relationship, select, text } from 'payload/shared'
import { checkCohort, type CohortFacts, cohortStatuses, type Weekday, weekdays } from 'shared-types'
import { contentAccess } from '../access/rules'
import { contentIndexes, documentVersions } from '../fields/drafts'
import { withDocumentCheck, withValueCheck } from '../fields/validation'
import { dayField, dayOf } from '../fields/day'
import { deliveryOptions } from '../fields/delivery-modes'
import { timeField, timeZoneField } from '../fields/place-and-time'
import { wholeNumber } from '../fields/whole-number'

const check = (cohort: CohortFacts) =>
  checkCohort({
    ...cohort,
    start: dayOf(cohort.start),
    end: dayOf(cohort.end),
    applyBy: dayOf(cohort.applyBy),
  })

const dayNames: Record<Weekday, string> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
}

const maxCodeLength = 30

/** The other class with this code, also one in the trash: the database allows each code once. */
async function findByCode(
  code: string,
  self: number | string | undefined,
  req: PayloadRequest,
): Promise<Record<string, unknown> | undefined> {
  const { docs } = await req.payload.find({
    collection: 'cohorts',
    where: { code: { equals: code }, ...(self === undefined ? {} : { id: { not_equals: self } }) },
    trash: true,
    depth: 0,
    limit: 1,
    pagination: false,
    overrideAccess: true,
    req,
  })
  return docs[0]
}

/** `PHL-27B` becomes `PHL-27B-COPY`, then `PHL-27B-COPY-2`: the first that no other class has, within the limit. */
const codeOfCopy: FieldHook = async ({ value, req }) => {
  if (typeof value !== 'string' || !value) return null
  const original = value.replace(/-COPY(-\d+)?$/, '')
  for (let number = 1; ; number++) {
    const ending = number === 1 ? '-COPY' : `-COPY-${number}`
    const code = `${original.slice(0, maxCodeLength - ending.length).replace(/-+$/, '')}${ending}`
    if (!(await findByCode(code, undefined, req))) return code
  }
}

const validateCode: TextFieldSingleValidation = async (value, options) => {
  const result = await withValueCheck(
    text as TextFieldSingleValidation,
    (code: string) =>
      /^[A-Z0-9]+(-[A-Z0-9]+)*$/.test(code) ||
      `“${code}” is not a code. Use capital letters, digits and hyphens, such as PHL-2027-01.`,
  )(value, options)
  if (result !== true || !value || options.event === 'onChange') return result
  const holder = await findByCode(value, options.id, options.req)
  if (!holder) return true
  return holder.deletedAt
    ? `“${value}” belongs to a class that is in the trash. Delete that one for good, restore it, or choose another code.`
    : `“${value}” is already the code of another class. Choose another.`
}

export const Cohorts: CollectionConfig = {
  slug: 'cohorts',
  labels: { singular: 'Start date', plural: 'Start dates' },
  admin: {
    group: 'Courses',
    useAsTitle: 'code',
    defaultColumns: ['code', 'course', 'start', 'status', 'seats', 'seatsTaken', '_status'],
    listSearchableFields: ['code', 'note'],
    description: 'The classes of each course. The site lists those that have not begun, soonest first.',
  },
  access: contentAccess,
  defaultSort: 'start',
  trash: true,
  versions: documentVersions,
  indexes: contentIndexes,
  fields: [
    {
      type: 'row',
      fields: [
        {
          name: 'course',
          type: 'relationship',
          relationTo: 'courses',
          required: true,
          index: true,
          admin: { width: '60%' },
        },
        {
          name: 'code',
          type: 'text',
          required: true,
          unique: true,
          maxLength: maxCodeLength,
          validate: validateCode,
          hooks: {
            beforeValidate: [({ value }) => (typeof value === 'string' ? value.trim().toUpperCase() : value)],
            beforeDuplicate: [codeOfCopy],
          },
          admin: { width: '40%', description: 'Tells classes apart: PHL-2027-01.' },
        },
      ],
    },
    {
      type: 'row',
      fields: [
        dayField({ name: 'start', label: 'First day', required: true, index: true, width: '33%', check }),
        dayField({ name: 'end', label: 'Last day', required: true, width: '33%', check }),
        dayField({
          name: 'applyBy',
          width: '33%',
          description: 'The last day to apply. Empty: until the first day.',
          check,
        }),
      ],
    },
    {
      name: 'days',
      label: 'Meets on',
      type: 'select',
      hasMany: true,
      options: weekdays.map((value) => ({ value, label: dayNames[value] })),
      validate: withDocumentCheck(select, check),
      admin: { description: 'Empty for an online class that has no fixed days.' },
    },
    {
      type: 'row',
      fields: [
        timeField({
          name: 'startTime',
          label: 'From',
          width: '33%',
          description: 'On a 24-hour clock: 17:30.',
          check,
        }),
        timeField({ name: 'endTime', label: 'Until', width: '33%', check }),
        timeZoneField({
          name: 'timeZone',
          required: true,
          defaultValue: 'America/New_York',
          width: '33%',
          description: 'For an online class: the zone of these times.',
        }),
      ],
    },
    {
      type: 'row',
      fields: [
        {
          name: 'mode',
          label: 'Taught',
          type: 'select',
          required: true,
          defaultValue: 'onsite',
          options: deliveryOptions,
          admin: { width: '50%' },
        },
        {
          name: 'location',
          type: 'relationship',
          relationTo: 'locations',
          validate: withDocumentCheck(relationship, check),
          admin: { width: '50%', description: 'Where the class meets in person. Online classes need none.' },
        },
      ],
    },
    {
      type: 'row',
      fields: [
        wholeNumber({ name: 'seats', required: true, min: 1, width: '33%' }),
        {
          ...wholeNumber({ name: 'seatsTaken', required: true, min: 0, defaultValue: 0, width: '33%' }),
          validate: withDocumentCheck(wholeNumber({ name: 'seatsTaken', min: 0 }).validate ?? number, check),
        },
        {
          name: 'status',
          label: 'Enrollment',
          type: 'select',
          required: true,
          defaultValue: 'open',
          options: cohortStatuses.map((value) => ({
            value,
            label: { open: 'Open', waitlist: 'Waiting list', full: 'Full', cancelled: 'Cancelled' }[value],
          })),
          admin: { width: '33%', description: 'A cancelled class stays listed and says so.' },
        },
      ],
    },
    {
      name: 'note',
      type: 'textarea',
      maxLength: 300,
      admin: { description: 'Shown with this start date, such as “No class on Thanksgiving”. Optional.' },
    },
  ],
}
