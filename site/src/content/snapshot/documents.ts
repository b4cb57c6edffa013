import type { CollectionSlug, GlobalSlug, RichText, collectionSchemas, globalSchemas } from 'shared-types'
import type { z } from 'zod'

/** A document as JSON can carry it: moments are ISO 8601 strings. */
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

/** Everything that the site reads from the CMS, as plain data: it survives JSON unchanged. */
export interface Documents {
  collections: { [C in CollectionSlug]: DocumentOf<C>[] }
  globals: { [G in GlobalSlug]: GlobalOf<G> }
}

/** Turns what a schema gave into plain data that nothing can change any more; what is frozen already is kept. */
export function toPlain<T>(value: T): Plain<T> {
  return freeze(value) as Plain<T>
}

function freeze(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString()
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  if (Array.isArray(value)) return Object.freeze(value.map(freeze))
  // JSON has no undefined: what is left out here is left out after a round trip too.
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  return Object.freeze(Object.fromEntries(entries.map(([key, item]) => [key, freeze(item)])))
}
