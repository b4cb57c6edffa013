import type { ClientCollectionConfig } from 'payload'

const text = (label: unknown, fallback: string) => (typeof label === 'string' ? label : fallback)

export const pluralOf = ({ labels, slug }: ClientCollectionConfig) => text(labels.plural, slug)

/** “1 start date”, “12 start dates”. */
export const counted = (number: number, collection: ClientCollectionConfig) =>
  `${number} ${(number === 1 ? text(collection.labels.singular, 'document') : pluralOf(collection)).toLowerCase()}`
