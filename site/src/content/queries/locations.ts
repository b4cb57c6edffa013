import type { DocumentOf } from '../snapshot/documents'
import { order } from '../snapshot/snapshot'
import type { Source } from '../snapshot/source'

export interface LocationView {
  name: string
  street: string
  city: string
  state: string
  zip: string
  directions?: string
  mapUrl?: string
}

/** All places where classes meet, by their name. */
export const locations = (source: Source): LocationView[] =>
  source.all.locations.toSorted((a, b) => order(a.name, b.name)).map(locationView)

export const locationView = (place: DocumentOf<'locations'>): LocationView => ({
  name: place.name,
  street: place.street,
  city: place.city,
  state: place.state,
  zip: place.zip,
  directions: place.directions,
  mapUrl: place.mapUrl,
})
