package io.convrelu.sweep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.conf.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepLockTest {

  private static final Duration LEASE = Duration.ofSeconds(2);

  @TempDir Path folder;
  private StoreFiles files;
  private Path file;

  @BeforeEach
  void openFolder() throws IOException {
    files = StoreFiles.at(new Configuration(), folder.toString());
    file = folder.resolve(SweepLock.FILE);
  }

  @Test
  void aSecondSweepIsRefusedWhileTheFirstLivesAndAdmittedAfterwards() throws Exception {
    try (SweepLock first = SweepLock.acquire(files, LEASE)) {
      assertThatThrownBy(() -> SweepLock.acquire(files, LEASE))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("another sweep is running on it")
          .hasMessageContaining(Long.toString(ProcessHandle.current().pid()))
          .hasMessageContaining("--output");
      first.check();
    }
    assertThat(file).doesNotExist();
    SweepLock.acquire(files, LEASE).close();
  }

  @Test
  void theLockOfAKilledSweepIsTakenOverAfterALease() throws Exception {
    Files.write(file, LockRecord.ofThisProcess().bytes());
    long start = System.nanoTime();

    try (SweepLock successor = SweepLock.acquire(files, LEASE)) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(LEASE);
      successor.check();
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void aDamagedLockFileIsTakenOverToo() throws Exception {
    Files.writeString(file, "");

    SweepLock.acquire(files, Duration.ofMillis(500)).close();

    assertThat(file).doesNotExist();
  }

  @Test
  void anOwnerThatWasTakenForDeadNoticesAndLeavesTheLockToItsSuccessor() throws Exception {
    LockRecord successor = LockRecord.ofThisProcess();
    try (SweepLock first = SweepLock.acquire(files, LEASE)) {
      Files.write(file, successor.bytes());

      assertThatThrownBy(first::check)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is not ours any more");
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(successor.bytes());
  }

  @Test
  void theOwnerShowsThatItLives() throws Exception {
    try (SweepLock lock = SweepLock.acquire(files, Duration.ofMillis(500))) {
      byte[] before = Files.readAllBytes(file);
      long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (java.util.Arrays.equals(before, Files.readAllBytes(file)) && System.nanoTime() < end) {
        Thread.sleep(20);
      }
      assertThat(Files.readAllBytes(file)).isNotEqualTo(before);
      lock.check();
    }
  }
}
