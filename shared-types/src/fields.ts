import { z } from 'zod'

/** A document's id: a UUID on SQLite, an ObjectId on MongoDB, always a string. */
export const id = z.string().min(1)

/** A reference to another document, as its id: the site fetches at depth 0 and resolves references by query. */
export const reference = id

/** Zero or more references; an absent list is an empty one. */
export const references = z
  .array(reference)
  .nullish()
  .transform((list) => list ?? [])

/** A field that may be empty or absent: null becomes undefined. */
export const optional = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value): z.output<T> | undefined => value ?? undefined)

/** A text of a format that may be empty or absent: '' is what the CMS stores when an editor empties a field. */
export const optionalFormat = <T extends z.ZodType<string, string>>(schema: T) =>
  z
    .union([schema, z.literal('')])
    .nullish()
    .transform((value): string | undefined => value || undefined)

/** A list that may be absent; an absent list is an empty one. */
export const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((items): z.output<T>[] => items ?? [])

/** Control characters but tab and line ends, code points that are no characters, and halves of surrogate pairs. */
const forbidden = /[^\P{Cc}\t\n\r]|\p{Noncharacter_Code_Point}|\p{Cs}/gu

/**
 * The text with a space in place of each character that XML (https://www.w3.org/TR/xml/#charsets) or HTML
 * (https://html.spec.whatwg.org/#preprocessing-the-input-stream) forbids. Word and
 * PowerPoint put such characters into a title for Shift+Enter, and a single one makes a feed unreadable.
 */
export const withoutForbiddenCharacters = (value: string): string => value.replace(forbidden, ' ')

/** White space, control characters, characters that have no shape of their own (zero-width, soft hyphens), and the empty Braille cell. */
const unseen = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]*$/u

/** Whether a reader sees nothing of a text. */
export const isBlank = (value: string): boolean => unseen.test(value)

/** Text as it stands in the CMS, empty or not. */
export const anyText = z.string().overwrite(withoutForbiddenCharacters)

/** Text that an editor must fill in. */
export const text = anyText.trim().refine((value) => !isBlank(value), 'a text that is not blank')

/** Text that an editor may leave empty: a blank string becomes undefined. */
export const optionalText = anyText
  .nullish()
  .transform((value) => (value && !isBlank(value) ? value.trim() : undefined))

/** A checkbox; unset becomes false. */
export const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false)

/** A moment: ISO 8601 with an offset in, `Date` out. */
export const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value))

/**
 * A day without a time zone: `2027-01-11`. Payload stores a day as its noon in UTC, so the first ten characters are the day that
 * the editor picked.
 */
export const day = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()])
  .transform((value) => value.slice(0, 10))

/** A time of day on a 24-hour clock: `17:30`. */
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time like 17:30')

/** Money as an integer number of US cents, never negative. */
export const cents = z.int().min(0)

/** An address on another site; only http and https. */
export const webAddress = z.url({ protocol: /^https?$/ }).overwrite(withoutForbiddenCharacters)

/** The last part of a document's address: lower-case letters, digits and single hyphens. */
export const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a slug like pharmacy-technician')
