package io.convrelu.sweep.store;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.convrelu.sweep.provenance.Cluster;
import io.convrelu.sweep.provenance.CodeVersion;
import io.convrelu.sweep.provenance.DataSource;
import io.convrelu.sweep.provenance.Machine;
import io.convrelu.sweep.provenance.Provenance;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The column {@code provenance} of the results table, with the fields of {@link Provenance}. */
final class ProvenanceSchema {

  private static final StructType CODE =
      new StructType()
          .add("program", StringType, false)
          .add("commit", StringType, false)
          .add("tree", StringType, false);

  private static final StructType DATA =
      new StructType()
          .add("path", StringType, false)
          .add("fingerprint", StringType, false)
          .add("sources_sha256", StringType, false)
          .add("files", IntegerType, false)
          .add("bytes", LongType, false);

  private static final StructType MACHINE =
      new StructType()
          .add("os", StringType, false)
          .add("cpu", StringType, false)
          .add("cores", IntegerType, false)
          .add("jvm", StringType, false)
          .add("provider", StringType, false)
          .add("arithmetic_threads", StringType, false);

  private static final StructType CLUSTER =
      new StructType()
          .add("spark", StringType, false)
          .add("master", StringType, false)
          .add("executors", IntegerType, false)
          .add("arithmetic", DataTypes.createArrayType(StringType, false), false);

  static final StructType SCHEMA =
      new StructType()
          .add("code", CODE, false)
          .add("configuration", DataTypes.createMapType(StringType, StringType, false), false)
          .add("data", DATA, false)
          .add("machine", MACHINE, false)
          .add("cluster", CLUSTER, false)
          .add("started", StringType, false)
          .add("ended", StringType, false);

  private ProvenanceSchema() {}

  static Row toRow(Provenance provenance) {
    CodeVersion code = provenance.code();
    DataSource data = provenance.data();
    Machine machine = provenance.machine();
    Cluster cluster = provenance.cluster();
    return RowFactory.create(
        RowFactory.create(code.program(), code.commit(), code.tree()),
        provenance.configuration(),
        RowFactory.create(
            data.path(), data.fingerprint(), data.sourcesSha256(), data.files(), data.bytes()),
        RowFactory.create(
            machine.os(),
            machine.cpu(),
            machine.cores(),
            machine.jvm(),
            machine.provider(),
            machine.arithmeticThreads()),
        RowFactory.create(
            cluster.spark(), cluster.master(), cluster.executors(), cluster.arithmetic()),
        provenance.started(),
        provenance.ended());
  }

  /** The inverse; columns in any order. */
  static Provenance toProvenance(Row row) {
    Row code = struct(row, "code");
    Row data = struct(row, "data");
    Row machine = struct(row, "machine");
    Row cluster = struct(row, "cluster");
    return new Provenance(
        new CodeVersion(text(code, "program"), text(code, "commit"), text(code, "tree")),
        new TreeMap<>(row.<String, String>getJavaMap(row.fieldIndex("configuration"))),
        new DataSource(
            text(data, "path"),
            text(data, "fingerprint"),
            text(data, "sources_sha256"),
            whole(data, "files"),
            data.getLong(data.fieldIndex("bytes"))),
        new Machine(
            text(machine, "os"),
            text(machine, "cpu"),
            whole(machine, "cores"),
            text(machine, "jvm"),
            text(machine, "provider"),
            text(machine, "arithmetic_threads")),
        new Cluster(
            text(cluster, "spark"),
            text(cluster, "master"),
            whole(cluster, "executors"),
            cluster.getList(cluster.fieldIndex("arithmetic"))),
        text(row, "started"),
        text(row, "ended"));
  }

  private static Row struct(Row row, String column) {
    return row.getStruct(row.fieldIndex(column));
  }

  private static String text(Row row, String column) {
    return row.getString(row.fieldIndex(column));
  }

  private static int whole(Row row, String column) {
    return row.getInt(row.fieldIndex(column));
  }
}
