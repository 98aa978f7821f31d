/** The same graph twice: in one piece, and cut into three subgraphs. */
export const MONOLITH = /* GraphQL */ `
  interface Item { id: ID! title: String stock: Int }
  type Book implements Item {
    id: ID! title: String stock: Int pages: Int! author: Author! grid: [[Int]] strictGrid: [[Int!]!]
    tags: [String!] related: [Item!]! price(currency: String = "EUR"): Int shipping: Int label(size: Int): String
    rating: Rating publisher: Publisher
  }
  type Film implements Item {
    id: ID! title: String stock: Int minutes: Float cast: [[Author]!] lead: Author rating: Rating! publisher: Publisher
  }
  type Author { id: ID! name: String! alias: String address: Address best: Media works: [Media] mentor: Author }
  type Address { line: String! zip: Int country: Country }
  type Country { code: String! islands: [String]! }
  type Publisher { name: String city: Address! }
  enum Rating { GOOD BAD }
  union Media = Book | Film
  scalar Json
  interface Account { id: ID! label: Json credit: Int! limits: [Int!] }
  type Person implements Account { id: ID! label: Json credit: Int! limits: [Int!] born: Int! }
  type Company implements Account { id: ID! label: Json credit: Int! limits: [Int!] owner: Account }
  type Query {
    book(id: ID!): Book strict: Book! items: [Item] strictItems: [Item!]! authors: [Author!]! author: Author
    media: [Media]! shelves: [[Item]] accounts: [Account] ledger: [Account!]
  }
  type Mutation { add(n: Int): Int touch: Book }
`

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5",
  import: ["@key", "@external", "@requires", "@shareable", "@provides", "@interfaceObject"])`

/** The subgraphs' SDL by name. */
export const SUBGRAPHS: Readonly<Record<string, string>> = {
  catalog: /* GraphQL */ `${LINK}
    interface Item { id: ID! title: String }
    type Book implements Item @key(fields: "id") {
      id: ID! title: String author: Author! @provides(fields: "alias") related: [Item!]! price(currency: String = "EUR"): Int
      rating: Rating publisher: Publisher
    }
    type Film implements Item @key(fields: "id") {
      id: ID! title: String cast: [[Author]!] lead: Author publisher: Publisher
    }
    type Author @key(fields: "id") { id: ID! best: Media works: [Media] alias: String @external }
    type Publisher @shareable { name: String city: Address! }
    type Address @shareable { line: String! zip: Int country: Country }
    type Country @shareable { code: String! islands: [String]! }
    enum Rating { GOOD BAD }
    union Media = Book | Film
    scalar Json
    interface Account @key(fields: "id") { id: ID! label: Json }
    type Person implements Account @key(fields: "id") { id: ID! label: Json born: Int! }
    type Company implements Account @key(fields: "id") { id: ID! label: Json owner: Account }
    type Query {
      book(id: ID!): Book strict: Book! items: [Item] strictItems: [Item!]! authors: [Author!]!
      media: [Media]! shelves: [[Item]] accounts: [Account]
    }
    type Mutation { touch: Book }
  `,
  people: /* GraphQL */ `${LINK}
    type Author @key(fields: "id") { id: ID! name: String! alias: String @shareable address: Address mentor: Author }
    type Address @shareable { line: String! zip: Int country: Country }
    type Country @shareable { code: String! islands: [String]! }
    type Query { author: Author }
    type Mutation { add(n: Int): Int }
  `,
  stock: /* GraphQL */ `${LINK}
    interface Item { id: ID! stock: Int }
    type Book implements Item @key(fields: "id") {
      id: ID! stock: Int pages: Int! grid: [[Int]] strictGrid: [[Int!]!] tags: [String!]
      title: String @external price(currency: String = "EUR"): Int @external
      shipping: Int @requires(fields: "title price(currency: \\"USD\\")")
      label(size: Int): String @requires(fields: "price(currency: \\"CHF\\")")
    }
    type Film implements Item @key(fields: "id") { id: ID! stock: Int minutes: Float rating: Rating! }
    enum Rating { GOOD BAD }
    type Account @key(fields: "id") @interfaceObject { id: ID! credit: Int! limits: [Int!] }
    type Query { ledger: [Account!] }
  `,
}
