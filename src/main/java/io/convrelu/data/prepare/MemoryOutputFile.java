package io.convrelu.data.prepare;

import java.io.ByteArrayOutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A file in memory, for Parquet to write to; a shard has some megabytes. */
public final class MemoryOutputFile implements OutputFile {

  private static final int START = 1 << 20;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(START);

  /** What was written. */
  public byte[] content() {
    return bytes.toByteArray();
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) {
    return createOrOverwrite(blockSizeHint);
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) {
    bytes.reset();
    return new Stream(bytes);
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  private static final class Stream extends PositionOutputStream {

    private final ByteArrayOutputStream target;

    Stream(ByteArrayOutputStream target) {
      this.target = target;
    }

    @Override
    public long getPos() {
      return target.size();
    }

    @Override
    public void write(int value) {
      target.write(value);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      target.write(source, offset, length);
    }
  }
}
