import protobuf from 'protobufjs/minimal.js';

/** Fields of vectra's protobuf messages, `IndexData` and `IndexItem`. */
const ITEMS_FIELD = 3;
const ID_FIELD = 1;
const VECTOR_FIELD = 3;

/** An item of a serialized index. Both byte arrays are parts of the index's own bytes. */
export interface VectorItem {
  readonly id: string;
  /** 32-bit floats, little-endian. */
  readonly vector: Uint8Array;
  /** The whole item as it stands there, its tag included: such pieces one after the other are an index again. */
  readonly bytes: Uint8Array;
}

/**
 * The items of an index that vectra's ProtobufCodec has serialized, in order.
 *
 * @throws errors of several classes, protobufjs's own, at what is no such message.
 */
export function* vectorItems(index: Uint8Array): Generator<VectorItem> {
  const reader = protobuf.Reader.create(index);
  while (reader.pos < reader.len) {
    const start = reader.pos;
    const tag = reader.uint32();
    if (tag >>> 3 === ITEMS_FIELD) yield { ...contentOf(reader), bytes: index.subarray(start, reader.pos) };
    else reader.skipType(tag & 7);
  }
}

function contentOf(reader: protobuf.Reader): Pick<VectorItem, 'id' | 'vector'> {
  const end = reader.uint32() + reader.pos;
  let id = '';
  let vector: Uint8Array = new Uint8Array();
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag >>> 3 === ID_FIELD) id = reader.string();
    else if (tag >>> 3 === VECTOR_FIELD) vector = reader.bytes();
    else reader.skipType(tag & 7);
  }
  return { id, vector };
}
