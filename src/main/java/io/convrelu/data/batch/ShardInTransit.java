package io.convrelu.data.batch;

import io.convrelu.data.storage.ShardMemory;
import io.convrelu.data.storage.ValueCursor;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serial;

/**
 * A shard on its way from one JVM to another, written and read example by example. Where its bytes
 * are kept is decided anew at the other end.
 */
public final class ShardInTransit implements Externalizable {

  private static final long serialVersionUID = 1L;

  /** Not there yet between the making of the object and the end of reading. */
  private ExampleShard shard;

  /** For deserialization, which {@link #readExternal} follows. */
  public ShardInTransit() {}

  ShardInTransit(ExampleShard shard) {
    this.shard = shard;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeObject(shard.memory());
    out.writeInt(shard.size());
    out.writeInt(shard.valuesPerExample());
    ValueCursor cursor = shard.cursor();
    for (int index = 0; index < shard.size(); index++) {
      cursor.moveTo(index);
      out.writeInt(shard.label(index));
      out.writeLong(shard.idHash(index));
      out.write(cursor.array(), cursor.offset(), shard.valuesPerExample());
    }
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
    ShardMemory memory = (ShardMemory) in.readObject();
    int size = in.readInt();
    byte[] values = new byte[in.readInt()];
    ShardPacker packer = new ShardPacker(size, values.length, memory);
    for (int index = 0; index < size; index++) {
      int label = in.readInt();
      long idHash = in.readLong();
      in.readFully(values);
      packer.add(label, idHash, values, 0);
    }
    shard = packer.pack();
  }

  @Serial
  private Object readResolve() {
    return shard;
  }
}
