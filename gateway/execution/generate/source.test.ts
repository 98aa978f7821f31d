import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  assignment,
  block,
  compileFunction,
  compileWhenRepeated,
  createConstants,
  objectLiteral,
  property,
  quoted,
} from './source.ts'

test('a compiled function knows its parameters and its constants', () => {
  const constants = createConstants()
  const double = constants.nameOf((value: number) => value * 2)
  const compiled = compileFunction<(value: number) => number>(
    ['value'],
    [`return ${double}(value) + 1`],
    constants,
  )
  assert.equal(compiled(4), 9)
})

test('a constant that is used twice has one name', () => {
  const constants = createConstants()
  const value = {}
  assert.equal(constants.nameOf(value), constants.nameOf(value))
  assert.notEqual(constants.nameOf(value), constants.nameOf({}))
})

for (const name of ['id', '__proto__', 'constructor', '"] = 1; //', '\u2028'])
  test(`a property called ${JSON.stringify(name)} is written and read as such`, () => {
    const read = compileFunction<(source: object) => unknown>(
      ['source'],
      [`return ${objectLiteral([[name, property('source', name)]])}`],
      createConstants(),
    )
    const source = Object.defineProperty({}, name, { value: 'found', enumerable: true })
    assert.deepEqual(Object.entries(read(source) as object), [[name, 'found']])
  })

test('an assignment to __proto__ leaves the prototype alone', () => {
  const statements = [
    assignment('target', '__proto__', '1'),
    assignment('target', 'id', '2'),
    'return target',
  ]
  const assign = compileFunction<(target: object) => object>(['target'], statements, createConstants())
  const target = assign({})
  assert.equal(Object.getPrototypeOf(target), Object.prototype)
  assert.deepEqual(Object.entries(target), [
    ['__proto__', 1],
    ['id', 2],
  ])
})

test('what is compiled when repeated is compiled once, at the second call', () => {
  let compilations = 0
  const double = compileWhenRepeated(() => {
    compilations += 1
    return (value: number) => value * 2
  })
  assert.deepEqual([double(1), double(2), double(3)], [undefined, 4, 6])
  assert.equal(compilations, 1)
})

test('a block runs when its condition holds', () => {
  const statements = [block('value > 1', [`return ${quoted('large')}`]), `return ${quoted('small')}`]
  const compiled = compileFunction<(value: number) => string>(['value'], statements, createConstants())
  assert.deepEqual([compiled(2), compiled(1)], ['large', 'small'])
})
