import type { Payload } from 'payload'
import { documentKey } from 'shared-types'
import { findToken } from '../../saves/DocumentTokens'
import { SaveStatus } from './SaveStatus'

interface Props {
  payload: Payload
  id?: number | string
  /** The slug of the collection or global. */
  slug: string
}

/** Gives the form the token of the document from which it starts. */
export async function SaveSlot({ payload, id = '', slug }: Props) {
  const row = await findToken({ payload }, documentKey({ slug, id }))
  return <SaveStatus token={row?.token ?? 0} />
}
