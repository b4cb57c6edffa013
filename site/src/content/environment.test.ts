import { expect, test } from 'vitest'
import { readEnvironment } from './environment'

test('without settings the CMS and the site are on localhost', () => {
  const here = { cmsUrl: 'http://localhost:3000', siteUrl: 'http://localhost:4321', target: 'static' }
  expect(readEnvironment({})).toEqual(here)
  expect(readEnvironment({ CMS_URL: '', SITE_URL: '' })).toEqual(here)
})

test('a slash at the end of a URL is removed', () => {
  expect(readEnvironment({ SITE_URL: 'https://school.example/' }).siteUrl).toBe('https://school.example')
})

test('one error lists all problems', () => {
  expect(() => readEnvironment({ CMS_URL: 'localhost', SITE_URL: 'ftp://school.example' })).toThrow(
    /CMS_URL: .*"localhost".*\nSITE_URL: .*"ftp:\/\/school\.example"/,
  )
})
