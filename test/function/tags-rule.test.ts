import { describe, expect, test } from 'vitest'
import { tags } from '../../src/function/tags-rule.js'

const read = (value: unknown): ReturnType<typeof tags> => tags(value, 'tags')
const CREATE = 'https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html'

describe('tags', () => {
  test.each([
    [{}],
    [{ team: 'shop' }],
    [{ 'cost:center/1': 'a b=c+d-e@f.g' }],
    [{ Größe: '大' }],
    [{ k: '' }],
    [{ ['k'.repeat(128)]: 'v'.repeat(256) }],
  ])('may be %j [LIM-6]', (value) => {
    expect(read(value)).toEqual({ ok: true, value })
  })

  test.each([
    [{ 'aws:name': 'x' }, "the key 'aws:name' of tags begins with aws:, which is reserved for AWS (LIM-6)"],
    [{ 'AWS:name': 'x' }, "the key 'AWS:name' of tags begins with aws:, which is reserved for AWS (LIM-6)"],
    [{ '': 'x' }, `the key '' of tags has 0 characters: it takes 1 to 128 characters (LIM-6, ${CREATE})`],
    [{ 'a*b': 'x' }, "the key 'a*b' of tags is 'a*b': it takes letters, digits, blanks and _ . : / = + - @ (LIM-6)"],
    [{ team: 'a#b' }, "tags.team is 'a#b': it takes letters, digits, blanks and _ . : / = + - @ (LIM-6)"],
    [{ team: 7 }, 'tags.team is 7 (a number): it takes letters, digits, blanks and _ . : / = + - @ (LIM-6)'],
    [{ team: 'v'.repeat(257) }, `tags.team has 257 characters: it takes 0 to 256 characters (LIM-6, ${CREATE})`],
    [['team'], "tags is [ 'team' ] (an array): it takes tags by name, like { team: 'orders' }"],
  ])('may not be %j [LIM-6]', (value, problem) => {
    expect(read(value)).toEqual({ ok: false, problems: [problem] })
  })

  test('may be fifty, and no more [LIM-6]', () => {
    const fifty = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`tag${n}`, 'x']))
    expect(read(fifty)).toMatchObject({ ok: true })
    expect(read({ ...fifty, more: 'x' })).toEqual({
      ok: false,
      problems: [
        'tags has 51 tags: it takes at most 50 (LIM-6, https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html)',
      ],
    })
  })
})
