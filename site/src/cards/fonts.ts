import sansExtended from '@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-500-normal.woff?inline'
import sans from '@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-500-normal.woff?inline'
import serifExtended from '@fontsource/besley/files/besley-latin-ext-600-normal.woff?inline'
import serif from '@fontsource/besley/files/besley-latin-600-normal.woff?inline'
import type { SatoriOptions } from 'satori'

const bytesOf = (dataUrl: string): Buffer => Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64')

/** The fonts of the site in the form that satori reads. They are part of the bundle: drawing reads no file of the site. */
export const cardFonts: SatoriOptions['fonts'] = [
  { name: 'Besley', data: bytesOf(serif), weight: 600 },
  { name: 'Besley Extended', data: bytesOf(serifExtended), weight: 600 },
  { name: 'Atkinson', data: bytesOf(sans), weight: 500 },
  { name: 'Atkinson Extended', data: bytesOf(sansExtended), weight: 500 },
]
