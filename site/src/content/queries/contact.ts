import { order } from '../snapshot/snapshot'
import type { Source } from '../snapshot/source'
import { locationView } from './cohorts'
import type { LocationView } from './cohorts'

/** All places where classes meet, by their name. */
export const locations = (source: Source): LocationView[] =>
  source.all.locations.toSorted((a, b) => order(a.name, b.name)).map(locationView)
