'use client'
import type { DefaultCellComponentProps } from 'payload'
import { durationInWords } from '../When'

/** A cell in the list of releases. Payload's own would show “<No Who>” for an empty one. */
export const WhoCell = ({ cellData }: DefaultCellComponentProps) => (
  <>{typeof cellData === 'string' && cellData ? cellData : '–'}</>
)

/** A cell in the list of releases, from milliseconds. */
export const DurationCell = ({ cellData }: DefaultCellComponentProps) => (
  <>{typeof cellData === 'number' ? durationInWords(cellData) : '–'}</>
)
