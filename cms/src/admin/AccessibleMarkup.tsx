'use client'
import { type ReactNode, useEffect } from 'react'
import { mendMarkup } from './accessible-markup'

const pauseMs = 100

/** Around the admin: mends Payload's markup whenever something is added to it, and keeps the focus when a dialog closes. */
export function AccessibleMarkup({ children }: { children: ReactNode }) {
  useEffect(() => {
    mendMarkup()
    let timer: ReturnType<typeof setTimeout> | undefined
    const onChange = () => {
      returnFocus()
      timer ??= setTimeout(() => {
        timer = undefined
        mendMarkup()
      }, pauseMs)
    }
    const observer = new MutationObserver(onChange)
    observer.observe(document.body, { childList: true, subtree: true })
    document.addEventListener('focusin', rememberFocus)
    return () => {
      observer.disconnect()
      document.removeEventListener('focusin', rememberFocus)
      clearTimeout(timer)
    }
  }, [])
  return children
}

/** What has, or had, the focus in the page, in the dialog over it, and so on. */
let focused: HTMLElement[] = []

const countDialogs = () => document.querySelectorAll('dialog[open]').length

/** A menu closes before the dialog that it opened, and cannot take the focus back: what opened the menu does. */
function rememberFocus({ target }: FocusEvent): void {
  const element = target as HTMLElement
  if (!element.closest('.popup__content')) focused = [...focused.slice(0, countDialogs()), element]
}

function returnFocus(): void {
  const count = countDialogs()
  if (count >= focused.length - 1 || document.activeElement !== document.body) return
  focused = focused.slice(0, count + 1)
  focused[count]?.focus()
}
