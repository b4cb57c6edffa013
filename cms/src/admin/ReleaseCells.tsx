'use client'
import type { DefaultCellComponentProps } from 'payload'
import { durationInWords } from './When'

/** In the list of releases: Payload would write “<No Who>”. */
export const WhoCell = ({ cellData }: DefaultCellComponentProps) => (
  <>{typeof cellData === 'string' && cellData ? cellData : '–'}</>
)

export const DurationCell = ({ cellData }: DefaultCellComponentProps) => (
  <>{typeof cellData === 'number' ? durationInWords(cellData) : '–'}</>
)
