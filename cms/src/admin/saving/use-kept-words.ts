import { useEffect, useRef } from 'react'
import type { FormSaves, Offers } from './form-saves'
import { forgetWords, keepWords, wordsOfOtherPages } from './kept-words'
import { isMissing, type SaveState } from './save-engine'

/** Of this page of the browser. */
const page = Math.random().toString(36).slice(2)

/** Keeps the words of a form in the browser, and finds those that an earlier page could not save. */
export function useKeptWords(document: string, saves: FormSaves) {
  /** A new document gets its address while it is written. */
  const keptAt = useRef<string>(undefined)
  /** In order: what is forgotten must not be written afterwards. */
  const writes = useRef(Promise.resolve())
  const write = (next: () => Promise<unknown>) => {
    // A browser that keeps nothing, such as a private window, must not stop the saves.
    writes.current = writes.current.then(next).then(
      () => undefined,
      () => undefined,
    )
  }

  useEffect(() => {
    let isCurrent = true
    void wordsOfOtherPages(document, page)
      .catch(() => [])
      .then((found) => {
        if (!isCurrent) return
        const isOffered = ([, words]: Offers[number]) => isMissing(words, saves.state.base)
        saves.offer(found.filter(isOffered))
        for (const [other] of found.filter((each) => !isOffered(each)))
          write(() => forgetWords(document, other))
      })
    return () => {
      isCurrent = false
    }
  }, [document, saves])

  const forget = () => {
    const place = keptAt.current
    keptAt.current = undefined
    if (place) write(() => forgetWords(place, page))
  }

  return {
    keep({ token, base, current, sent }: SaveState) {
      if (keptAt.current !== document) forget()
      keptAt.current = document
      write(() => keepWords(document, page, { token, base, current, sent, at: Date.now() }))
    },
    forget,
    discard(otherPage: string) {
      saves.offer(saves.offers.filter(([each]) => each !== otherPage))
      write(() => forgetWords(document, otherPage))
    },
  }
}
