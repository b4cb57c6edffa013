import { paths } from 'shared-types'
import type { PersonRole } from 'shared-types'
import type { DocumentOf } from '../snapshot/documents'
import { order } from '../snapshot/snapshot'
import type { Source } from '../snapshot/source'
import { image } from './media'
import type { Image } from './media'

/** A person as a byline or a list shows them. */
export interface PersonCard {
  path: string
  name: string
  credentials?: string
  jobTitle: string
  roles: PersonRole[]
  photo?: Image
  isSample: boolean
}

/** All people by their name. */
export const people = (source: Source): PersonCard[] =>
  source.all.people.toSorted((a, b) => order(a.name, b.name)).map((document) => personCard(source, document))

export const personCard = (source: Source, document: DocumentOf<'people'>): PersonCard => ({
  path: paths.person(document.slug),
  name: document.name,
  credentials: document.credentials,
  jobTitle: document.jobTitle,
  roles: document.roles,
  photo: image(source, document.photo),
  isSample: document.isSample,
})
