import type { Unsaved } from './save-engine'

/** What a page of the admin could not save yet. `at`: ms since 1970. */
export interface KeptWords extends Unsaved {
  at: number
}

const store = 'words'

/** Resolves with the result once the transaction is complete, and the browser has the words. */
async function inStore<Result>(
  mode: IDBTransactionMode,
  use: (words: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const opening = indexedDB.open('unsaved-words', 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore(store)
  const database = await resultOf(opening)
  try {
    const transaction = database.transaction(store, mode)
    const result = use(transaction.objectStore(store))
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error ?? new Error('The browser kept nothing.'))
    })
    return result.result
  } finally {
    database.close()
  }
}

const resultOf = <Result>(request: IDBRequest<Result>) =>
  new Promise<Result>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('The browser has no place for words.'))
  })

/** Each open page has words of its own, so that two tabs do not overwrite each other's. */
export const keepWords = (document: string, page: string, words: KeptWords) =>
  inStore('readwrite', (all) => all.put(words, [document, page]))

export const forgetWords = (document: string, page: string) =>
  inStore('readwrite', (all) => all.delete([document, page]))

/** The words of other pages of this browser, by page; also of tabs that are still open. */
export async function wordsOfOtherPages(document: string, page: string): Promise<[string, KeptWords][]> {
  const range = IDBKeyRange.bound([document], [document, []])
  const keys = await inStore('readonly', (all) => all.getAllKeys(range))
  const words = await inStore('readonly', (all) => all.getAll(range))
  return keys
    .map((key, index): [string, KeptWords] => [(key as string[])[1]!, words[index] as KeptWords])
    .filter(([each]) => each !== page)
}
