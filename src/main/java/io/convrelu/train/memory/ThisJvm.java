package io.convrelu.train.memory;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.bytedeco.javacpp.Pointer;

/**
 * The JVM of the driver, in bytes.
 *
 * @param heap that it may take
 * @param counted bound of JavaCPP's own count; 0 for none
 * @param physical bound of the resident size, kept by JavaCPP; 0 for none
 * @param machine memory of the machine or container
 * @param processors of the machine or container
 */
public record ThisJvm(long heap, long counted, long physical, long machine, int processors) {

  /** As it is. */
  public static ThisJvm current() {
    return new ThisJvm(
        Runtime.getRuntime().maxMemory(),
        Pointer.maxBytes(),
        Pointer.maxPhysicalBytes(),
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize(),
        Runtime.getRuntime().availableProcessors());
  }
}
