// Not run by our build, which has no Gradle.
plugins {
    application
}

repositories {
    // where the artifacts were published to: gradle run -PjotguardRepository=/tmp/jotguard-repository
    providers.gradleProperty("jotguardRepository").orNull?.let { maven(uri(it)) }
    mavenCentral()
}

java {
    toolchain { languageVersion = JavaLanguageVersion.of(17) }
}

dependencies {
    implementation(platform("io.github.jotguard:jotguard-bom:0.1.0"))
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
