'use client'
import { PublishButton as PayloadButton } from '@payloadcms/ui'
import type { MouseEvent } from 'react'
import { useFormSaves } from './form-saves'

/** Payload's button, with its menu for schedules. Its click would send the whole form past the save engine. */
export function PublishButton() {
  const saves = useFormSaves()
  const publish = (event: MouseEvent) => {
    const button = event.target instanceof Element && event.target.closest('#action-save')
    if (!button) return
    event.stopPropagation()
    event.preventDefault()
    if (button.getAttribute('aria-disabled') !== 'true' && !(button as HTMLButtonElement).disabled) {
      void saves.ports?.publish()
    }
  }
  return (
    <span style={{ display: 'contents' }} onClickCapture={publish}>
      <PayloadButton />
    </span>
  )
}
