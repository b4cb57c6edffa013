'use client'
import { useEditDepth, useHotkey } from '@payloadcms/ui'
import { useFormSaves } from './form-saves'

/** In the place of Payload's “Save draft”: the form saves by itself, and at once with Ctrl+S. */
export function SaveNow() {
  const saves = useFormSaves()
  const editDepth = useEditDepth()
  useHotkey({ cmdCtrlKey: true, editDepth, keyCodes: ['s'] }, (event) => {
    event.preventDefault()
    event.stopPropagation()
    saves.doWithLatest({ type: 'save' })
  })
  return null
}
