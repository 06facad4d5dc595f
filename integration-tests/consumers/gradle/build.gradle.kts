// .ci/packaging runs this where Gradle 8 or newer is on the PATH: gradle run -PjotguardVersion=… -PjotguardRepository=file:…
plugins {
    application
}

repositories {
    maven(uri(property("jotguardRepository").toString()))
    mavenCentral()
}

java {
    toolchain { languageVersion = JavaLanguageVersion.of(17) }
}

dependencies {
    implementation(platform("io.github.jotguard:jotguard-bom:${property("jotguardVersion")}"))
    implementation("io.github.jotguard:jotguard-core")
    implementation("io.github.jotguard:jotguard-servlet-filter")
    implementation("io.github.jotguard:jotguard-spring-adapter")
    implementation("io.github.jotguard:jotguard-testing")
}

sourceSets {
    main { java.srcDir("../class-path/src/main/java") }
}

application {
    mainClass = "consumer.Main"
}
