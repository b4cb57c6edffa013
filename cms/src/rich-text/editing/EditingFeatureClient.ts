'use client'
import { createClientFeature } from '@payloadcms/richtext-lexical/client'
import type { EditingProps } from './feature'
import { KeyboardPlugin } from './KeyboardPlugin'
import { PastePlugin } from './PastePlugin'

export const EditingFeatureClient = createClientFeature<EditingProps>({
  plugins: [
    { Component: PastePlugin, position: 'normal' },
    { Component: KeyboardPlugin, position: 'normal' },
  ],
})
