import type { CollectionSlug, GlobalSlug, RichText, collectionSchemas, globalSchemas } from 'shared-types'
import type { z } from 'zod'

/** A document as JSON: dates with a time are ISO 8601 strings. */
export type Plain<T> = T extends Date
  ? string
  : T extends RichText
    ? T
    : T extends readonly (infer Item)[]
      ? Plain<Item>[]
      : T extends object
        ? { [Key in keyof T]: Plain<T[Key]> }
        : T

export type DocumentOf<C extends CollectionSlug> = Plain<z.output<(typeof collectionSchemas)[C]>>
export type GlobalOf<G extends GlobalSlug> = Plain<z.output<(typeof globalSchemas)[G]>>

/** Everything that the site reads from the CMS, as plain data that JSON keeps unchanged. */
export interface Documents {
  collections: { [C in CollectionSlug]: DocumentOf<C>[] }
  globals: { [G in GlobalSlug]: GlobalOf<G> }
}

/** Turns the output of a schema into deeply frozen plain data. An object that is frozen already is returned as it is. */
export function toPlain<T>(value: T): Plain<T> {
  return freeze(value) as Plain<T>
}

function freeze(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString()
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  if (Array.isArray(value)) return Object.freeze(value.map(freeze))
  // JSON has no undefined, so undefined values are left out here, too: a round trip through JSON then changes nothing.
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  return Object.freeze(Object.fromEntries(entries.map(([key, item]) => [key, freeze(item)])))
}
