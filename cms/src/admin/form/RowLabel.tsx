'use client'
import { useRowLabel } from '@payloadcms/ui'

const labelFields = [
  'title',
  'name',
  'label',
  'question',
  'heading',
  'text',
  'state',
  'body',
  'time',
] as const

/** The label of a folded row: its number and its first text, instead of Payload's “Item 03”. */
export function RowLabel() {
  const { data, rowNumber } = useRowLabel<Record<string, unknown> | undefined>()
  const words = labelFields
    .map((name) => data?.[name])
    .find((value) => typeof value === 'string' && value !== '')
  const number = String((rowNumber ?? 0) + 1)
  return <span>{typeof words === 'string' ? `${number}. ${words.slice(0, 80)}` : number}</span>
}
